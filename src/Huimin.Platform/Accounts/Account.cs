using System.Security.Cryptography;
using Huimin.Platform.Audit;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Accounts;

/// <summary>
/// Somebody who signs in 账号. What the account may do is a matter of its posts (<see cref="Access.Post"/>). Passwords and recovery
/// codes are kept as hashes only.
/// </summary>
public sealed class Account : IAudited
{
    string IAudited.AuditSubject => $"account:{Id}";

    /// <summary>Longest sign-in name and longest display name.</summary>
    public const int LongestName = 40;

    /// <summary>Passwords that may not come back, the present one included.</summary>
    public const int RememberedPasswords = 3;

    public long Id { get; init; }

    /// <summary>Sign-in name 登录名.</summary>
    public required string Name { get; set; }

    /// <summary>The sign-in name without differences of case, by which it is found and unique.</summary>
    [Unaudited]
    public required string NormalizedName { get; set; }

    /// <summary>How pages and records name the person 姓名.</summary>
    public required string DisplayName { get; set; }

    public string PasswordHash { get; set; } = "";

    /// <summary>Changes when sign-ins of before must end: with the password, the second factor, and when disabled.</summary>
    [Unaudited]
    public string SecurityStamp { get; set; } = NewStamp();

    /// <summary>Changes with every change: two administrators notice each other.</summary>
    [Unaudited]
    public string ConcurrencyStamp { get; set; } = NewStamp();

    /// <summary>In UTC; null when signing in is open.</summary>
    public DateTime? LockoutEnd { get; set; }

    /// <summary>Tries since the last sign-in that went through.</summary>
    [Unaudited]
    public int AccessFailedCount { get; set; }

    public bool TwoFactorEnabled { get; set; }

    /// <summary>Key of the time-based second factor in base 32, sealed; null before the first one is shown.</summary>
    [Secret]
    public SealedText? AuthenticatorKey { get; private set; }

    /// <summary>Number of the data key that opens <see cref="AuthenticatorKey"/>; 0 while there never was one.</summary>
    [Unaudited]
    public short SealKey { get; private set; }

    /// <summary>The code used last: nobody who watched it being typed can use it again.</summary>
    [Unaudited]
    public string? LastCode { get; set; }

    /// <summary>The password was given by somebody else: nothing but changing it is open.</summary>
    public bool MustChangePassword { get; set; }

    public bool Disabled { get; private set; }

    /// <summary>Signs in with one click; only in the database of a demo city.</summary>
    public bool IsDemo { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>In UTC.</summary>
    [Unaudited]
    public DateTime? LastSignInAt { get; set; }

    /// <summary>Passwords before the present one, newest last.</summary>
    public List<OldPassword> OldPasswords { get; init; } = [];

    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The key by which a sign-in name is found.</summary>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Half a character has no normal form, and one database refuses control characters; nobody has such a name.
        name = name.Trim();
        return name.Any(c => char.IsSurrogate(c) || char.IsControl(c)) ? "" : name.Normalize().ToUpperInvariant();
    }

    /// <summary>A sign-in name as it is kept: letters, digits and the marks that join them.</summary>
    /// <exception cref="CannotRunException">It is empty, too long or holds other characters.</exception>
    public static string CleanName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Trim();
        return name.Length is > 0 and <= LongestName && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '·')
            ? name
            : throw new CannotRunException($"登录名应有1到{LongestName}个字，只用汉字、字母、数字和 . _ - @ ·。");
    }

    /// <summary>The name of a person as it is kept.</summary>
    /// <exception cref="CannotRunException">It is empty, too long or holds control characters.</exception>
    public static string CleanDisplayName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format)
            ? name
            : throw new CannotRunException($"姓名应有1到{LongestName}个字。");
    }

    public bool IsLocked(DateTime now) => LockoutEnd > now;

    /// <summary>Takes a password, remembers the one before and opens signing in; the old passwords must have been read.</summary>
    /// <param name="mustChange">Somebody else chose it.</param>
    /// <exception cref="CannotRunException">The password breaks a rule (<see cref="Passwords.Require"/>).</exception>
    public void SetPassword(Passwords passwords, string password, bool mustChange)
    {
        ArgumentNullException.ThrowIfNull(passwords);
        passwords.Require(this, password);
        if (PasswordHash.Length > 0)
            OldPasswords.Add(new OldPassword { AccountId = Id, Number = (OldPasswords.LastOrDefault()?.Number ?? 0) + 1, Hash = PasswordHash });
        // The present one counts, too.
        while (OldPasswords.Count > RememberedPasswords - 1)
            OldPasswords.RemoveAt(0);
        PasswordHash = passwords.Hash(this, password);
        MustChangePassword = mustChange;
        (AccessFailedCount, LockoutEnd) = (0, null);
        Change(endsSignIns: true);
    }

    public void Disable()
    {
        Disabled = true;
        Change(endsSignIns: true);
    }

    public void Enable()
    {
        Disabled = false;
        (AccessFailedCount, LockoutEnd) = (0, null);
        Change(endsSignIns: false);
    }

    /// <param name="sealer">Of the city's keyring.</param>
    /// <param name="key">In base 32.</param>
    public void TakeAuthenticatorKey(Sealer sealer, string key)
    {
        ArgumentNullException.ThrowIfNull(sealer);
        (AuthenticatorKey, SealKey) = (sealer.Seal(SealedColumn.AuthenticatorKey, Id, key), sealer.Key);
    }

    /// <returns>In base 32; null before the first one is shown.</returns>
    /// <exception cref="CannotRunException">It was altered, or the key that opens it is missing.</exception>
    public string? OpenAuthenticatorKey(Keyring keyring)
    {
        ArgumentNullException.ThrowIfNull(keyring);
        return AuthenticatorKey is { } held ? keyring.Open(SealedColumn.AuthenticatorKey, Id, held) : null;
    }

    /// <summary>Takes the second factor away, for somebody who lost the device and the recovery codes.</summary>
    public void RemoveSecondFactor()
    {
        (TwoFactorEnabled, AuthenticatorKey, LastCode) = (false, null, null);
        Change(endsSignIns: true);
    }

    /// <summary>Whoever saves something that was read before this is told so.</summary>
    public void Change(bool endsSignIns)
    {
        ConcurrencyStamp = NewStamp();
        if (endsSignIns)
            SecurityStamp = NewStamp();
    }

    /// <summary>That nobody changed the account since the form was shown.</summary>
    /// <param name="seen">The <see cref="ConcurrencyStamp"/> of the form; null where none was shown.</param>
    /// <exception cref="CannotRunException">Somebody did.</exception>
    public void RequireUnchangedSince(string? seen)
    {
        if (seen is not null && seen != ConcurrencyStamp)
            throw new CannotRunException($"另一位管理员刚刚改过账号{Name}，您这次没有保存。请看过现在的内容再办。");
    }
}

/// <summary>A password of before, which may not come back for a while.</summary>
public sealed class OldPassword
{
    public long AccountId { get; init; }

    /// <summary>Grows with each of the account.</summary>
    public int Number { get; init; }

    public required string Hash { get; init; }
}

/// <summary>A recovery code 恢复码 that is not used up: it stands for the second factor once.</summary>
public sealed class RecoveryCode
{
    public long AccountId { get; init; }

    public required string Hash { get; init; }
}

/// <summary>An identity at another provider (OpenID Connect) that signs in to this account; an administrator links it.</summary>
public sealed class AccountLogin : IAudited
{
    string IAudited.AuditSubject => $"account:{AccountId}";

    bool IAudited.IsAuditedPart => true;

    public required string Provider { get; init; }

    public required string Subject { get; init; }

    public long AccountId { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime CreatedAt { get; init; }
}
