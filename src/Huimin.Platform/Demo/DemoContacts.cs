using System.Globalization;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Demo;

/// <summary>
/// Telephone and bank account of part of the heads of households, invented: mobile numbers of the prefix 154, which is assigned to nobody,
/// and cards whose number begins with 99, which no issuer has. They follow from the id, so that no other chance of the city changes.
/// </summary>
internal static class DemoContacts
{
    public static PersonSecrets Of(long person, string? citizenId, bool isHead)
    {
        if (!isHead)
            return citizenId is null ? PersonSecrets.None : new PersonSecrets { CitizenId = citizenId };
        var mixed = unchecked((ulong)person * 0x9E37_79B9_7F4A_7C15UL) >> 32;
        return new PersonSecrets
        {
            CitizenId = citizenId,
            Phone = mixed % 10 < 7 ? string.Create(CultureInfo.InvariantCulture, $"154{mixed % 100_000_000:00000000}") : null,
            BankAccount = mixed / 10 % 10 < 6 ? Card(person) : null,
        };
    }

    /// <summary>Nineteen digits with the check digit of Luhn.</summary>
    private static string Card(long person)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"9900{person:00000000000000}");
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 1 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
