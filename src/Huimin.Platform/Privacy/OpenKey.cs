using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Huimin.Platform.Privacy;

/// <summary>A data key at work: seals, opens and indexes, with a cipher of its own for each thread.</summary>
internal sealed class OpenKey
{
    /// <summary>Names, numbers and addresses: sealed without an allocation. What is longer, such as a form, takes one.</summary>
    private const int LongestText = 256;
    private const int LongestForm = 200_000;
    private const int NoncesAtOnce = 256;
    private const int Rest = SealedText.HeaderLength + SealedText.NonceLength + SealedText.TagLength;

    private readonly ThreadLocal<Worker> workers;
    private readonly byte[]?[] tails = new byte[]?[11_000];

    public OpenKey(DataKey key, MasterKeys masters)
    {
        (Number, Suite, Wrapped, State) = (key.Id, key.Suite, key.Wrapped, key.State);
        var secret = new byte[DataKey.Length];
        key.Unwrap(masters, secret);
        var suite = CipherSuites.Named(key.Suite);
        workers = new ThreadLocal<Worker>(() => new Worker(suite.CreateCipher(secret)));
    }

    public short Number { get; }

    public string Suite { get; }

    public DataKeyState State { get; }

    /// <summary>As it was read: whether the stored key is still this one.</summary>
    public byte[] Wrapped { get; }

    public SealedText Seal(SealedColumn column, long row, ReadOnlySpan<char> text)
    {
        if (text.Length > LongestForm)
            throw new ArgumentException($"A sealed text has at most {LongestForm} characters.", nameof(text));
        var plain = text.Length > LongestText ? new byte[Encoding.UTF8.GetByteCount(text)] : stackalloc byte[LongestText * 3];
        return new SealedText(Seal(column, row, plain[..Encoding.UTF8.GetBytes(text, plain)]));
    }

    /// <summary>Any bytes, in the form of a sealed text.</summary>
    public byte[] Seal(SealedColumn column, long row, ReadOnlySpan<byte> plain)
    {
        Span<byte> place = stackalloc byte[column.Place.Length + 8];
        WritePlace(column, row, place);
        var length = plain.Length;
        var worker = workers.Value!;
        var bytes = new byte[SealedText.HeaderLength + SealedText.NonceLength + length + SealedText.TagLength];
        bytes[0] = SealedText.Version;
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(1), Number);
        var nonce = bytes.AsSpan(SealedText.HeaderLength, SealedText.NonceLength);
        worker.NextNonce(nonce);
        worker.Cipher.Encrypt(nonce, plain, place, bytes.AsSpan(SealedText.HeaderLength + SealedText.NonceLength, length), bytes.AsSpan(bytes.Length - SealedText.TagLength));
        return bytes;
    }

    /// <summary>Null when the text was altered or sealed for another place.</summary>
    public string? Open(SealedColumn column, long row, ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length - Rest;
        if (length is < 0 or > LongestForm * 3)
            return null;
        var plain = length > LongestText * 3 ? new byte[length] : stackalloc byte[length];
        return TryOpen(column, row, bytes, plain) ? Encoding.UTF8.GetString(plain) : null;
    }

    /// <summary>Null when the bytes were altered or sealed for another place.</summary>
    public byte[]? OpenBytes(SealedColumn column, long row, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Rest)
            return null;
        var plain = new byte[bytes.Length - Rest];
        return TryOpen(column, row, bytes, plain) ? plain : null;
    }

    /// <summary>The keyed index of a whole value.</summary>
    public byte[] Index(SealedColumn column, ReadOnlySpan<char> text)
    {
        Span<byte> plain = stackalloc byte[LongestText * 3];
        var length = Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, LongestText)], plain);
        Span<byte> hash = stackalloc byte[32];
        workers.Value!.Cipher.Hash(column.Place, plain[..length], hash);
        return hash[..column.IndexLength].ToArray();
    }

    /// <summary>The index of the last four characters of an ID, of which there are so few that each is computed once.</summary>
    public byte[] TailIndex(ReadOnlySpan<char> tail)
    {
        var number = 0;
        foreach (var c in tail[..3])
            number = (number * 10) + (c - '0');
        var slot = (number * 11) + (tail[3] == 'X' ? 10 : tail[3] - '0');
        return tails[slot] ??= Index(SealedColumn.CitizenIdTail, tail);
    }

    private bool TryOpen(SealedColumn column, long row, ReadOnlySpan<byte> bytes, Span<byte> plain)
    {
        Span<byte> place = stackalloc byte[column.Place.Length + 8];
        WritePlace(column, row, place);
        return workers.Value!.Cipher.TryDecrypt(
            bytes.Slice(SealedText.HeaderLength, SealedText.NonceLength), bytes.Slice(SealedText.HeaderLength + SealedText.NonceLength, plain.Length), bytes[^SealedText.TagLength..], place, plain);
    }

    private static void WritePlace(SealedColumn column, long row, Span<byte> place)
    {
        column.Place.CopyTo(place);
        BinaryPrimitives.WriteInt64BigEndian(place[column.Place.Length..], row);
    }

    /// <summary>The cipher of one thread, and random bytes drawn ahead: one call for each nonce would cost as much as the sealing.</summary>
    private sealed class Worker(ICipher cipher)
    {
        private readonly byte[] random = new byte[NoncesAtOnce * SealedText.NonceLength];
        private int used = NoncesAtOnce;

        public ICipher Cipher => cipher;

        public void NextNonce(Span<byte> nonce)
        {
            if (used == NoncesAtOnce)
            {
                RandomNumberGenerator.Fill(random);
                used = 0;
            }

            random.AsSpan(used++ * SealedText.NonceLength, SealedText.NonceLength).CopyTo(nonce);
        }
    }
}
