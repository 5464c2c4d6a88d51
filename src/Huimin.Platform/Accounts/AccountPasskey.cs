using System.Buffers.Text;
using Huimin.Platform.Audit;
using Microsoft.AspNetCore.Identity;

namespace Huimin.Platform.Accounts;

/// <summary>A passkey 通行密钥: the public half of a key pair whose private half never leaves the person's device.</summary>
public sealed class AccountPasskey : IAudited
{
    string IAudited.AuditSubject => $"account:{AccountId}";

    bool IAudited.IsAuditedPart => true;

    /// <summary>Id of the credential in base64url.</summary>
    public required string Id { get; init; }

    public long AccountId { get; init; }

    [Unaudited]
    public required byte[] PublicKey { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    /// <summary>In UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>The device's counter; one that goes back tells of a copy.</summary>
    [Unaudited]
    public long SignCount { get; set; }

    /// <summary>How the device is reached, joined by commas: <c>internal,hybrid</c>.</summary>
    public required string Transports { get; init; }

    [Unaudited]
    public bool IsUserVerified { get; set; }

    public bool IsBackupEligible { get; init; }

    [Unaudited]
    public bool IsBackedUp { get; set; }

    public static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);

    public static AccountPasskey Of(long accountId, UserPasskeyInfo passkey)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        return new AccountPasskey
        {
            Id = IdOf(passkey.CredentialId),
            AccountId = accountId,
            PublicKey = passkey.PublicKey,
            Name = passkey.Name ?? "",
            CreatedAt = passkey.CreatedAt.UtcDateTime,
            SignCount = passkey.SignCount,
            Transports = string.Join(',', passkey.Transports ?? []),
            IsUserVerified = passkey.IsUserVerified,
            IsBackupEligible = passkey.IsBackupEligible,
            IsBackedUp = passkey.IsBackedUp,
        };
    }

    /// <summary>In the form of the framework. What the device attested at its registration is not kept: no maker is asked for.</summary>
    public UserPasskeyInfo ToInfo() => new(
        Base64Url.DecodeFromChars(Id), PublicKey, new DateTimeOffset(DateTime.SpecifyKind(CreatedAt, DateTimeKind.Utc)), (uint)SignCount,
        Transports.Length == 0 ? null : Transports.Split(','), IsUserVerified, IsBackupEligible, IsBackedUp, [], [])
    {
        Name = Name,
    };

    /// <summary>What changes when it is used.</summary>
    public void Take(UserPasskeyInfo passkey)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        (Name, SignCount, IsUserVerified, IsBackedUp) = (passkey.Name ?? Name, passkey.SignCount, passkey.IsUserVerified, passkey.IsBackedUp);
    }
}
