using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Huimin.Platform.Cases.Intake;

/// <summary>
/// The eight digits with which an applicant follows the own cases without an account 查询码. They follow from the secret of the form that
/// began them, so that a form that is sent twice over a bad line gets the same code twice; only their hash is stored.
/// </summary>
public static class TrackCode
{
    public const int Digits = 8;

    /// <param name="secret">The form's token, or the secret of a resident's draft.</param>
    public static string Of(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("huimin-track/" + secret));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) % 100_000_000).ToString("00000000", CultureInfo.InvariantCulture);
    }

    /// <summary>Compared in the same time whatever was typed.</summary>
    public static bool IsRight(byte[]? hash, long applicationId, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var typed = BeginCases.TrackHash(applicationId, code);
        // Where there is no such case, as long is spent on none.
        return CryptographicOperations.FixedTimeEquals(hash ?? SHA256.HashData([]), typed) && hash is not null;
    }
}
