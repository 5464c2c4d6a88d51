using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Huimin.Platform.Privacy;

/// <summary>What a data key is used for now.</summary>
public enum DataKeyState : short
{
    /// <summary>New texts are sealed with it.</summary>
    Current = 1,

    /// <summary>Rows may still be sealed with it; a rotation is under way.</summary>
    Replaced = 2,

    /// <summary>No row uses it; kept for copies of the database from before.</summary>
    Retired = 3,
}

/// <summary>A data key 数据密钥: random, wrapped by a master key that lies outside the database.</summary>
public sealed class DataKey
{
    internal const int Length = 32;

    private const int WrappedLength = SealedText.NonceLength + Length + SealedText.TagLength;

    /// <summary>Number that sealed texts and rows carry; from 1.</summary>
    public short Id { get; init; }

    /// <summary><c>aes</c> or <c>sm</c>.</summary>
    public required string Suite { get; init; }

    /// <summary>Number of the master key that wraps it.</summary>
    public int Master { get; set; }

    /// <summary>Nonce, ciphertext and tag; bound to number and suite.</summary>
    public required byte[] Wrapped { get; set; }

    public DateTime CreatedAt { get; init; }

    public DataKeyState State { get; set; }

    /// <summary>A new random key.</summary>
    internal static DataKey Create(short id, string suite, MasterKeys masters, DateTime now)
    {
        Span<byte> key = stackalloc byte[Length];
        RandomNumberGenerator.Fill(key);
        var made = new DataKey { Id = id, Suite = suite, Wrapped = [], CreatedAt = now, State = DataKeyState.Current };
        made.Wrap(key, masters);
        CryptographicOperations.ZeroMemory(key);
        return made;
    }

    /// <summary>Wraps the key by the current master key.</summary>
    internal void Wrap(ReadOnlySpan<byte> key, MasterKeys masters)
    {
        var wrapped = new byte[WrappedLength];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, SealedText.NonceLength));
        using var cipher = CipherSuites.Named(Suite).CreateCipher(masters[masters.Current]);
        cipher.Encrypt(wrapped.AsSpan(0, SealedText.NonceLength), key, Place(), wrapped.AsSpan(SealedText.NonceLength, Length), wrapped.AsSpan(SealedText.NonceLength + Length));
        (Master, Wrapped) = (masters.Current, wrapped);
    }

    /// <exception cref="CannotRunException">The master key is missing or another one.</exception>
    internal void Unwrap(MasterKeys masters, Span<byte> key)
    {
        using var cipher = CipherSuites.Named(Suite).CreateCipher(masters[Master]);
        if (Wrapped.Length != WrappedLength || !cipher.TryDecrypt(
            Wrapped.AsSpan(0, SealedText.NonceLength), Wrapped.AsSpan(SealedText.NonceLength, Length), Wrapped.AsSpan(SealedText.NonceLength + Length), Place(), key))
            throw new CannotRunException($"主密钥文件 {masters.Path} 不是这个城市的：它打不开第{Id:D}号数据密钥。请恢复建库时的密钥文件，或用 --keys 指定它。");
    }

    private byte[] Place()
    {
        var place = new byte[2 + Suite.Length];
        BinaryPrimitives.WriteInt16BigEndian(place, Id);
        Encoding.ASCII.GetBytes(Suite, place.AsSpan(2));
        return place;
    }
}
