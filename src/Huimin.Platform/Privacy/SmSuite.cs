using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Huimin.Platform.Privacy;

/// <summary>
/// The national algorithms 商用密码 through the system's OpenSSL: SM4 in counter mode (GB/T 32907), then HMAC-SM3 (GB/T 32905)
/// over place, nonce and ciphertext, each under a key of its own. OpenSSL 3.0 has no SM4-GCM.
/// </summary>
internal sealed class SmSuite : ICipherSuite
{
    public static readonly SmSuite Instance = new();

    public string Name => CipherSuites.Sm;

    public ICipher CreateCipher(ReadOnlySpan<byte> key) => new Cipher(key);

    private sealed class Cipher : ICipher
    {
        private readonly Sm4Counter sm4;
        private readonly Sm3Hmac tags;
        private readonly Sm3Hmac indexes;

        public Cipher(ReadOnlySpan<byte> key)
        {
            Span<byte> part = stackalloc byte[Sm3Hmac.Length];
            Sm3Hmac.DeriveKey(key, "huimin seal"u8, part);
            sm4 = new Sm4Counter(part[..16]);
            Sm3Hmac.DeriveKey(key, "huimin tag"u8, part);
            tags = new Sm3Hmac(part);
            Sm3Hmac.DeriveKey(key, "huimin index"u8, part);
            indexes = new Sm3Hmac(part);
            CryptographicOperations.ZeroMemory(part);
        }

        public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, ReadOnlySpan<byte> place, Span<byte> ciphertext, Span<byte> tag)
        {
            sm4.Apply(nonce, text, ciphertext);
            Tag(nonce, ciphertext, place, tag);
        }

        public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> place, Span<byte> text)
        {
            Span<byte> expected = stackalloc byte[SealedText.TagLength];
            Tag(nonce, ciphertext, place, expected);
            if (!CryptographicOperations.FixedTimeEquals(expected, tag))
                return false;
            sm4.Apply(nonce, ciphertext, text);
            return true;
        }

        public void Hash(ReadOnlySpan<byte> label, ReadOnlySpan<byte> text, Span<byte> hash)
        {
            indexes.Begin();
            indexes.Append(label);
            indexes.Append([0]);
            indexes.Append(text);
            indexes.Finish(hash);
        }

        public void Dispose()
        {
            sm4.Dispose();
            tags.Dispose();
            indexes.Dispose();
        }

        private void Tag(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> place, Span<byte> tag)
        {
            // The length keeps place and nonce apart: no other pair gives the same bytes.
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, place.Length);
            Span<byte> whole = stackalloc byte[Sm3Hmac.Length];
            tags.Begin();
            tags.Append(length);
            tags.Append(place);
            tags.Append(nonce);
            tags.Append(ciphertext);
            tags.Finish(whole);
            whole[..SealedText.TagLength].CopyTo(tag);
        }
    }
}

/// <summary>SM4 in counter mode; encrypting and decrypting are the same.</summary>
internal sealed class Sm4Counter : IDisposable
{
    private static readonly Lazy<nint> Algorithm = new(() => LibCrypto.Fetch("SM4-CTR", isDigest: false));

    private readonly LibCrypto.CipherContext context;

    /// <param name="key">16 bytes.</param>
    public Sm4Counter(ReadOnlySpan<byte> key)
    {
        var algorithm = Algorithm.Value;
        context = new LibCrypto.CipherContext();
        Span<byte> zero = stackalloc byte[16];
        zero.Clear();
        LibCrypto.Require(LibCrypto.EVP_EncryptInit_ex(context, algorithm, 0, key, zero));
    }

    /// <param name="nonce">12 bytes, followed by a counter of blocks from 0, or all 16 bytes of the first block.</param>
    public void Apply(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> first = stackalloc byte[16];
        first.Clear();
        nonce.CopyTo(first);
        LibCrypto.Require(LibCrypto.EVP_EncryptInit_ex(context, 0, 0, default, first));
        if (!input.IsEmpty)
            LibCrypto.Require(LibCrypto.EVP_EncryptUpdate(context, output, out _, input, input.Length));
    }

    public void Dispose() => context.Dispose();
}

/// <summary>SM3, HMAC-SM3 (RFC 2104) and HKDF over it (RFC 5869).</summary>
internal sealed class Sm3Hmac : IDisposable
{
    public const int Length = 32;

    private const int BlockLength = 64;

    private static readonly Lazy<nint> Algorithm = new(() => LibCrypto.Fetch("SM3", isDigest: true));

    private readonly LibCrypto.DigestContext context;
    private readonly nint algorithm = Algorithm.Value;
    private readonly byte[] inner = new byte[BlockLength];
    private readonly byte[] outer = new byte[BlockLength];

    public Sm3Hmac(ReadOnlySpan<byte> key)
    {
        context = new LibCrypto.DigestContext();
        Span<byte> block = stackalloc byte[BlockLength];
        block.Clear();
        if (key.Length > BlockLength)
            Digest(key, block[..Length]);
        else
            key.CopyTo(block);
        for (var i = 0; i < BlockLength; i++)
            (inner[i], outer[i]) = ((byte)(block[i] ^ 0x36), (byte)(block[i] ^ 0x5C));
        CryptographicOperations.ZeroMemory(block);
    }

    /// <summary>The plain hash.</summary>
    public void Digest(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        LibCrypto.Require(LibCrypto.EVP_DigestInit_ex(context, algorithm, 0));
        Append(data);
        LibCrypto.Require(LibCrypto.EVP_DigestFinal_ex(context, hash, out _));
    }

    public void Begin()
    {
        LibCrypto.Require(LibCrypto.EVP_DigestInit_ex(context, algorithm, 0));
        Append(inner);
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty)
            LibCrypto.Require(LibCrypto.EVP_DigestUpdate(context, data, (nuint)data.Length));
    }

    /// <param name="hash">32 bytes.</param>
    public void Finish(Span<byte> hash)
    {
        LibCrypto.Require(LibCrypto.EVP_DigestFinal_ex(context, hash, out _));
        LibCrypto.Require(LibCrypto.EVP_DigestInit_ex(context, algorithm, 0));
        Append(outer);
        Append(hash[..Length]);
        LibCrypto.Require(LibCrypto.EVP_DigestFinal_ex(context, hash, out _));
    }

    /// <summary>HKDF without salt, one block of output: extract, then expand with <paramref name="use"/>.</summary>
    public static void DeriveKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> use, Span<byte> derived)
    {
        Span<byte> extracted = stackalloc byte[Length];
        using (var extract = new Sm3Hmac(default))
        {
            extract.Begin();
            extract.Append(key);
            extract.Finish(extracted);
        }

        using var expand = new Sm3Hmac(extracted);
        expand.Begin();
        expand.Append(use);
        expand.Append([1]);
        expand.Finish(derived);
        CryptographicOperations.ZeroMemory(extracted);
    }

    public void Dispose() => context.Dispose();
}
