using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huimin.Platform.Audit;

/// <summary>The first line of an archive.</summary>
/// <param name="HuiminAudit">Version of the format.</param>
/// <param name="Chain">The chain's random bytes, in hex.</param>
/// <param name="From">Number of the first record.</param>
/// <param name="To">Number of the last.</param>
/// <param name="Previous">The hash that the first record follows, in hex.</param>
public sealed record AuditArchiveHeader(int HuiminAudit, string Chain, long From, long To, string Previous);

/// <summary>
/// An archive of audit records: a line of JSON that says which, and a line for each. Text, because it must be readable longer than
/// any program; with the key it verifies by itself.
/// </summary>
public static class AuditArchiveFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
    };

    internal static void WriteHeader(TextWriter text, AuditArchiveHeader header) => text.WriteLine(JsonSerializer.Serialize(header, Json));

    internal static void Write(TextWriter text, AuditRecord record) => text.WriteLine(JsonSerializer.Serialize(record, Json));

    /// <exception cref="CannotRunException">It is no archive, or the key is missing.</exception>
    public static async Task<AuditVerification> VerifyAsync(string path, string keyFolder, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var text = new StreamReader(path);
        var header = Line<AuditArchiveHeader>(await text.ReadLineAsync(cancellation)) is { HuiminAudit: 1 } read
            ? read
            : throw new CannotRunException($"{path} 不是审计记录的归档文件。");
        using var hash = AuditKey.Open(keyFolder).CreateHash();
        var previous = Convert.FromHexString(header.Previous);
        // The beginning of the chain is known; what a later archive follows is the end of the one before.
        if (header.From == 1 && !previous.AsSpan().SequenceEqual(AuditTrail.Genesis(hash, Convert.FromHexString(header.Chain))))
            return Result(0, 1, AuditProblem.Altered);
        var encoding = new AuditEncoding();
        var computed = new byte[32];
        var expected = header.From;
        while (await text.ReadLineAsync(cancellation) is { } line)
        {
            if (Line<AuditRecord>(line) is not { Hash: not null } record)
                return Result(expected - header.From, expected, AuditProblem.Altered);
            if (record.Number != expected)
                return Result(expected - header.From, expected, record.Number > expected ? AuditProblem.Removed : AuditProblem.Inserted);
            encoding.Write(record);
            hash.Compute(previous, encoding.Bytes, computed);
            if (!computed.AsSpan().SequenceEqual(record.Hash))
                return Result(expected - header.From, expected, AuditProblem.Altered);
            previous = record.Hash;
            expected++;
        }

        return expected > header.To ? Result(expected - header.From, null, null) : Result(expected - header.From, expected, AuditProblem.Truncated);

        AuditVerification Result(long records, long? number, AuditProblem? problem) => new(records, number, problem, Stopwatch.GetElapsedTime(started));
    }

    private static T? Line<T>(string? line)
        where T : class
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
