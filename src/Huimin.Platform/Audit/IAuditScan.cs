namespace Huimin.Platform.Audit;

/// <summary>Audit records in order of number, one at a time and without an object for any of them.</summary>
public interface IAuditScan : IAsyncDisposable
{
    /// <summary>Moves to the next record; false after the last.</summary>
    bool Read();

    /// <summary>The record in the <see cref="AuditEncoding"/>, without its hash; until the next <see cref="Read"/>.</summary>
    ReadOnlySpan<byte> Encoded { get; }

    /// <summary>The stored hash, of whatever length somebody gave it.</summary>
    ReadOnlySpan<byte> Hash { get; }
}
