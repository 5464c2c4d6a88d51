using System.Security.Cryptography;

namespace Huimin.Platform.Accounts;

/// <summary>Why a session is over.</summary>
public enum SessionEnd : short
{
    /// <summary>退出登录.</summary>
    SignedOut = 1,

    /// <summary>Unused for too long 超时.</summary>
    Idle = 2,

    /// <summary>Longer than one working day 满时限.</summary>
    TooLong = 3,

    /// <summary>Its owner ended it from another session 在别处退出.</summary>
    EndedElsewhere = 4,

    /// <summary>An administrator ended it 管理员结束.</summary>
    EndedByAdministrator = 5,

    /// <summary>The password or the second factor changed 密码已改.</summary>
    CredentialsChanged = 6,

    /// <summary>The account was disabled 账号停用.</summary>
    Disabled = 7,

    /// <summary>Somebody signed in again in the same browser 重新登录.</summary>
    Replaced = 8,
}

/// <summary>One sign-in in one browser 会话. The cookie holds only its id; whether it still counts is looked up at every request.</summary>
public sealed class AccountSession
{
    /// <summary>128 random bits in hexadecimal; new at every sign-in.</summary>
    public required string Id { get; init; }

    public long AccountId { get; init; }

    /// <summary>The account's <see cref="Account.SecurityStamp"/> at the sign-in; another one now ends the session.</summary>
    public required string Stamp { get; set; }

    /// <summary>Whether a second factor or a passkey was used.</summary>
    public bool IsStrong { get; set; }

    /// <summary>In UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>In UTC, to the minute.</summary>
    public DateTime LastSeenAt { get; private set; }

    public string? Address { get; init; }

    /// <summary>In words: <c>Firefox · Windows</c>.</summary>
    public required string Browser { get; init; }

    /// <summary>In UTC; null while it counts.</summary>
    public DateTime? EndedAt { get; private set; }

    public SessionEnd? EndedBy { get; private set; }

    public static AccountSession Begin(Account account, bool isStrong, string? address, string browser, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new AccountSession
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            AccountId = account.Id,
            Stamp = account.SecurityStamp,
            IsStrong = isStrong,
            CreatedAt = now,
            LastSeenAt = now,
            Address = address,
            Browser = browser,
        };
    }

    public void End(SessionEnd why, DateTime now)
    {
        if (EndedAt is null)
            (EndedAt, EndedBy) = (now, why);
    }
}
