namespace Huimin.Platform.Privacy;

/// <summary>A choice of algorithms for sealing, keyed indexes and wrapping keys 密码套件.</summary>
internal interface ICipherSuite
{
    /// <summary>As stored with each data key and given to <c>--suite</c>.</summary>
    string Name { get; }

    /// <summary>A cipher under a key of 32 bytes, from which the keys of its parts are derived.</summary>
    /// <exception cref="CannotRunException">This machine lacks the algorithms.</exception>
    ICipher CreateCipher(ReadOnlySpan<byte> key);
}

/// <summary>Authenticated encryption and a keyed hash; one thread at a time.</summary>
internal interface ICipher : IDisposable
{
    /// <param name="nonce">12 bytes, never twice under one key.</param>
    /// <param name="place">Bound in, not encrypted.</param>
    /// <param name="ciphertext">As long as the text.</param>
    /// <param name="tag">16 bytes.</param>
    void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, ReadOnlySpan<byte> place, Span<byte> ciphertext, Span<byte> tag);

    /// <returns>False when anything was altered; the text is then empty of meaning.</returns>
    bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> place, Span<byte> text);

    /// <summary>A keyed hash of 32 bytes, under another key than the encryption's.</summary>
    /// <param name="label">Separates the columns: equal texts of two columns have different hashes.</param>
    void Hash(ReadOnlySpan<byte> label, ReadOnlySpan<byte> text, Span<byte> hash);
}

/// <summary>The suites there are.</summary>
public static class CipherSuites
{
    /// <summary>AES-256-GCM with HMAC-SHA-256.</summary>
    public const string Aes = "aes";

    /// <summary>The national algorithms: SM4 and HMAC-SM3 商用密码.</summary>
    public const string Sm = "sm";

    /// <summary>No secrecy at all: what sealing costs is measured against it. Benchmarks only.</summary>
    internal const string None = "none";

    /// <summary>Those that may be chosen.</summary>
    public static IReadOnlyList<string> Names { get; } = [Aes, Sm];

    /// <exception cref="CannotRunException">There is no such suite.</exception>
    internal static ICipherSuite Named(string name) => name switch
    {
        Aes => AesSuite.Instance,
        Sm => SmSuite.Instance,
        None => NoneSuite.Instance,
        _ => throw new CannotRunException($"没有密码套件 {name}，可选 {Texts.List(Names)}。"),
    };
}
