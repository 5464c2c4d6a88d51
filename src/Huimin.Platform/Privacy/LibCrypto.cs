using System.Runtime.InteropServices;

namespace Huimin.Platform.Privacy;

/// <summary>The few functions of OpenSSL 3 that the national algorithms need; .NET itself has neither SM4 nor SM3.</summary>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint EVP_CIPHER_fetch(nint library, string name, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint EVP_MD_fetch(nint library, string name, nint properties);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int EVP_EncryptInit_ex(CipherContext context, nint cipher, nint engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int EVP_EncryptUpdate(CipherContext context, Span<byte> output, out int written, ReadOnlySpan<byte> input, int length);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int EVP_DigestInit_ex(DigestContext context, nint digest, nint engine);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int EVP_DigestUpdate(DigestContext context, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int EVP_DigestFinal_ex(DigestContext context, Span<byte> digest, out uint written);

    /// <summary>A cipher or digest by its name in OpenSSL.</summary>
    /// <exception cref="CannotRunException">There is no OpenSSL 3, or it was built without the algorithm.</exception>
    internal static nint Fetch(string name, bool isDigest)
    {
        try
        {
            var found = isDigest ? EVP_MD_fetch(0, name, 0) : EVP_CIPHER_fetch(0, name, 0);
            return found != 0 ? found : throw new CannotRunException($"本机的 OpenSSL 没有 {name}，不能使用 sm 套件。请安装带国密算法的 OpenSSL 3，或用 --suite aes。");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new CannotRunException($"本机没有 OpenSSL 3（{Library}），不能使用 sm 套件。请安装它，或用 --suite aes。", e);
        }
    }

    internal static void Require(int result)
    {
        if (result != 1)
            throw new System.Security.Cryptography.CryptographicException("OpenSSL refused an operation.");
    }

    internal sealed class CipherContext : SafeHandle
    {
        public CipherContext()
            : base(0, ownsHandle: true) => SetHandle(EVP_CIPHER_CTX_new());

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_CIPHER_CTX_free(handle);
            return true;
        }
    }

    internal sealed class DigestContext : SafeHandle
    {
        public DigestContext()
            : base(0, ownsHandle: true) => SetHandle(EVP_MD_CTX_new());

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }
}
