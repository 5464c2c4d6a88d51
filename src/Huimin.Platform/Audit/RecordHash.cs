using System.Security.Cryptography;

namespace Huimin.Platform.Audit;

/// <summary>The keyed hash that chains records, one instance a thread. SHA-256 today; a cipher suite with SM3 brings its own.</summary>
public interface IRecordHash : IDisposable
{
    /// <summary>HMAC over the previous hash and the encoded record, 32 bytes.</summary>
    void Compute(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> encoded, Span<byte> hash);
}

/// <summary>HMAC-SHA-256 with one keyed instance for all records.</summary>
public sealed class Sha256RecordHash(ReadOnlySpan<byte> key) : IRecordHash
{
    private readonly IncrementalHash hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    public void Compute(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> encoded, Span<byte> hash)
    {
        hmac.AppendData(previous);
        hmac.AppendData(encoded);
        hmac.GetHashAndReset(hash);
    }

    public void Dispose() => hmac.Dispose();
}
