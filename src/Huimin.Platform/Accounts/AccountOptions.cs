namespace Huimin.Platform.Accounts;

/// <summary>Settings of signing in, section <c>Accounts</c> of the configuration (<c>Accounts__IdleMinutes=15</c>).</summary>
public sealed class AccountOptions
{
    /// <summary>Tries in a row after which signing in is closed for <see cref="LockMinutes"/>.</summary>
    public int MostTries { get; set; } = 5;

    public int LockMinutes { get; set; } = 15;

    /// <summary>A session ends after so many minutes without a request.</summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>And after so many hours in any case.</summary>
    public int MostHours { get; set; } = 12;

    /// <summary>Rounds of PBKDF2 with HMAC-SHA-512; OWASP's advice for it since 2023.</summary>
    public int PasswordRounds { get; set; } = 210_000;

    /// <summary>Domain that passkeys are bound to; by default the host of the address.</summary>
    public string? PasskeyDomain { get; set; }

    public OpenIdOptions OpenId { get; set; } = new();
}

/// <summary>Sign-in at another provider by OpenID Connect; off while <see cref="Authority"/> is empty.</summary>
public sealed class OpenIdOptions
{
    /// <summary>Address of the provider: <c>https://id.example.gov.cn</c>. Also <c>HUIMIN_OIDC_AUTHORITY</c>.</summary>
    public string? Authority { get; set; }

    /// <summary>Also <c>HUIMIN_OIDC_CLIENT_ID</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>Also <c>HUIMIN_OIDC_CLIENT_SECRET</c>; empty for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the button on the sign-in page calls it.</summary>
    public string? Name { get; set; }

    public bool IsOn => !string.IsNullOrEmpty(Authority) && !string.IsNullOrEmpty(ClientId);
}
