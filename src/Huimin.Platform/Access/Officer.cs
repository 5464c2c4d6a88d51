using Microsoft.AspNetCore.Identity;

namespace Huimin.Platform.Access;

/// <summary>What an officer may do besides reading.</summary>
public enum OfficerDuty : short
{
    /// <summary>Drafts policies and publishes what another officer drafted 政策管理.</summary>
    PolicyOfficer = 1,
}

/// <summary>Somebody of the bureau who signs in 工作人员. Passwords are kept as hashes only.</summary>
public sealed class Officer
{
    /// <summary>Wrong passwords in a row after which signing in is closed for <see cref="LockTime"/>.</summary>
    public const int FailuresBeforeLock = 5;

    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    private static readonly PasswordHasher<Officer> Hasher = new();

    public long Id { get; init; }

    public required string Name { get; init; }

    public OfficerDuty Duty { get; init; }

    public string PasswordHash { get; private set; } = "";

    /// <summary>Signs in with one click; only in the database of a demo city.</summary>
    public bool IsDemo { get; init; }

    public bool Disabled { get; private set; }

    public int FailedSignIns { get; private set; }

    /// <summary>In UTC; null when signing in is open.</summary>
    public DateTime? LockedUntil { get; private set; }

    /// <summary>Grows when sign-ins of before must end: the password was reset or the officer disabled.</summary>
    public long Stamp { get; private set; }

    public bool IsLocked(DateTime now) => LockedUntil > now;

    public void SetPassword(string password)
    {
        PasswordHash = Hasher.HashPassword(this, password);
        (FailedSignIns, LockedUntil) = (0, null);
        Stamp++;
    }

    /// <summary>Compares the password and counts failures; nobody gets in while it is locked, not even with the right one.</summary>
    public bool TrySignIn(string password, DateTime now)
    {
        if (IsLocked(now))
            return false;
        if (!Disabled && Hasher.VerifyHashedPassword(this, PasswordHash, password) != PasswordVerificationResult.Failed)
        {
            (FailedSignIns, LockedUntil) = (0, null);
            return true;
        }

        if (++FailedSignIns >= FailuresBeforeLock)
            (FailedSignIns, LockedUntil) = (0, now + LockTime);
        return false;
    }

    public void Disable()
    {
        Disabled = true;
        Stamp++;
    }

    public void Enable() => Disabled = false;
}
