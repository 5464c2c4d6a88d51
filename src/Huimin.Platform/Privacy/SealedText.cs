using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Huimin.Platform.Privacy;

/// <summary>
/// A text as the database keeps it: version, number of the data key, nonce, ciphertext and tag. It opens only in the column
/// and row that it was sealed for.
/// </summary>
public readonly struct SealedText : IEquatable<SealedText>
{
    internal const int HeaderLength = 3;
    internal const int NonceLength = 12;
    internal const int TagLength = 16;
    internal const byte Version = 1;

    private readonly byte[]? bytes;

    /// <param name="bytes">As they were stored.</param>
    public SealedText(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        this.bytes = bytes;
    }

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Number of the data key that opens it; 0 for what is no sealed text.</summary>
    public short Key => bytes is { Length: >= HeaderLength } && bytes[0] == Version ? BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(1)) : (short)0;

    internal byte[] ToStored() => bytes ?? [];

    public bool Equals(SealedText other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is SealedText other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    public static bool operator ==(SealedText left, SealedText right) => left.Equals(right);

    public static bool operator !=(SealedText left, SealedText right) => !left.Equals(right);
}

/// <summary>Sealed texts are stored as their bytes.</summary>
internal sealed class SealedTextConverter() : ValueConverter<SealedText, byte[]>(text => text.ToStored(), bytes => new SealedText(bytes));

/// <summary>A column of sealed texts; its name is bound into each of them together with the id of the row.</summary>
public sealed class SealedColumn
{
    /// <summary>身份证号.</summary>
    public static readonly SealedColumn CitizenId = new("person", "citizen_id", "citizen_id_index", indexLength: 16);

    /// <summary>The last four characters of the ID, which are indexed and not stored a second time; ten thousand values need no more.</summary>
    internal static readonly SealedColumn CitizenIdTail = new("person", "citizen_id_tail", "citizen_id_tail_index", indexLength: 8);

    /// <summary>联系电话.</summary>
    public static readonly SealedColumn Phone = new("person", "phone", "phone_index", indexLength: 16);

    /// <summary>银行账号.</summary>
    public static readonly SealedColumn BankAccount = new("person", "bank_account", null, 0);

    /// <summary>The name of a protected child 受保护未成年人.</summary>
    public static readonly SealedColumn Name = new("person", "sealed_name", "name_index", indexLength: 16);

    /// <summary>住址.</summary>
    public static readonly SealedColumn Address = new("household", "address", null, 0);

    /// <summary>Answers of a case's form 申请表.</summary>
    public static readonly SealedColumn CaseForm = new("case_record", "form", null, 0);

    /// <summary>What a data check found 核对结果.</summary>
    public static readonly SealedColumn CheckResult = new("case_check", "result", null, 0);

    /// <summary>An answer of which it is not certain whom it is about 疑似匹配.</summary>
    public static readonly SealedColumn DoubtfulRow = new("check_doubt", "row", null, 0);

    /// <summary>What somebody objects, and who 异议.</summary>
    public static readonly SealedColumn Objection = new("case_objection", "content", null, 0);

    /// <summary>The name of a stored file 附件名.</summary>
    public static readonly SealedColumn FileName = new("stored_file", "name", null, 0);

    /// <summary>The content of a stored file 附件.</summary>
    public static readonly SealedColumn FileContent = new("stored_file", "content", null, 0);

    /// <summary>Key of an account's authenticator 动态验证码密钥.</summary>
    public static readonly SealedColumn AuthenticatorKey = new("account", "authenticator_key", null, 0);

    /// <summary>The sealed fields of an entry of a register 台账, all in one text.</summary>
    public static readonly SealedColumn RegisterEntry = new("register_entry", "secrets", null, 0);

    /// <summary>Of an ended version of an entry.</summary>
    public static readonly SealedColumn RegisterVersion = new("register_version", "secrets", null, 0);

    /// <summary>Of a record of an entry.</summary>
    public static readonly SealedColumn RegisterRecord = new("register_record", "secrets", null, 0);

    private SealedColumn(string table, string column, string? index, int indexLength)
    {
        (Table, Column, Index, IndexLength) = (table, column, index, indexLength);
        Place = System.Text.Encoding.UTF8.GetBytes($"{table}.{column}");
    }

    public string Table { get; }

    public string Column { get; }

    /// <summary>The column of keyed indexes by which a whole value is found, or null.</summary>
    public string? Index { get; }

    internal int IndexLength { get; }

    internal byte[] Place { get; }
}
