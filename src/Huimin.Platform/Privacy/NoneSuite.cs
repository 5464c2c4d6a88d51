namespace Huimin.Platform.Privacy;

/// <summary>Stores texts and indexes as they are. Only for the benchmark that measures what sealing costs.</summary>
internal sealed class NoneSuite : ICipherSuite, ICipher
{
    public static readonly NoneSuite Instance = new();

    public string Name => CipherSuites.None;

    public ICipher CreateCipher(ReadOnlySpan<byte> key) => this;

    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, ReadOnlySpan<byte> place, Span<byte> ciphertext, Span<byte> tag)
    {
        text.CopyTo(ciphertext);
        tag.Clear();
    }

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> place, Span<byte> text)
    {
        ciphertext.CopyTo(text);
        return true;
    }

    public void Hash(ReadOnlySpan<byte> label, ReadOnlySpan<byte> text, Span<byte> hash)
    {
        hash.Clear();
        text[..Math.Min(text.Length, hash.Length)].CopyTo(hash);
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
