using System.Security.Cryptography;

namespace Huimin.Platform.Privacy;

/// <summary>AES-256-GCM for sealing, HMAC-SHA-256 for keyed indexes.</summary>
internal sealed class AesSuite : ICipherSuite
{
    public static readonly AesSuite Instance = new();

    public string Name => CipherSuites.Aes;

    public ICipher CreateCipher(ReadOnlySpan<byte> key) => new Cipher(key);

    private sealed class Cipher : ICipher
    {
        private readonly AesGcm aes;
        private readonly IncrementalHash hmac;

        public Cipher(ReadOnlySpan<byte> key)
        {
            Span<byte> part = stackalloc byte[32];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, part, [], "huimin seal"u8);
            aes = new AesGcm(part, SealedText.TagLength);
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, part, [], "huimin index"u8);
            hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, part);
            CryptographicOperations.ZeroMemory(part);
        }

        public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, ReadOnlySpan<byte> place, Span<byte> ciphertext, Span<byte> tag) =>
            aes.Encrypt(nonce, text, ciphertext, tag, place);

        public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> place, Span<byte> text)
        {
            try
            {
                aes.Decrypt(nonce, ciphertext, tag, text, place);
                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
        }

        public void Hash(ReadOnlySpan<byte> label, ReadOnlySpan<byte> text, Span<byte> hash)
        {
            // One call instead of three: calls into the library cost more than the bytes.
            Span<byte> joined = stackalloc byte[label.Length + 1 + text.Length];
            label.CopyTo(joined);
            joined[label.Length] = 0;
            text.CopyTo(joined[(label.Length + 1)..]);
            hmac.AppendData(joined);
            hmac.GetHashAndReset(hash);
        }

        public void Dispose()
        {
            aes.Dispose();
            hmac.Dispose();
        }
    }
}
