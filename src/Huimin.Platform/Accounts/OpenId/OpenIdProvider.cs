using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Huimin.Platform.Accounts.OpenId;

/// <summary>What one sign-in at the other provider must come back with.</summary>
public sealed record OpenIdState(string State, string Nonce, string Verifier, string Return)
{
    public static OpenIdState New(string back) => new(Random(), Random(), Random(), back);

    private static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
}

/// <summary>
/// Sign-in at another provider: OpenID Connect 1.0, authorization code with PKCE (RFC 7636). Addresses and keys come from the
/// provider's discovery document; the ID token is checked for signature, issuer, audience, time and nonce.
/// </summary>
public sealed class OpenIdProvider : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly OpenIdOptions options;
    private readonly Lazy<ConfigurationManager<OpenIdConnectConfiguration>> discovery;

    public OpenIdProvider(IOptions<AccountOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options.Value.OpenId;
        discovery = new(() => new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{Authority}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            // Plain HTTP only for a provider on this machine.
            new HttpDocumentRetriever(client) { RequireHttps = !new Uri(Authority).IsLoopback }));
    }

    /// <summary>Under which name identities of this provider are linked: its address.</summary>
    public string Authority => options.Authority?.TrimEnd('/') ?? "";

    public bool IsOn => options.IsOn;

    /// <summary>Where the browser is sent to sign in.</summary>
    /// <exception cref="CannotRunException">The provider does not answer.</exception>
    public async Task<string> AddressAsync(OpenIdState state, string callback, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        return QueryHelpers.AddQueryString((await DiscoverAsync(cancellation)).AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = options.ClientId,
            ["redirect_uri"] = callback,
            ["scope"] = "openid profile",
            ["state"] = state.State,
            ["nonce"] = state.Nonce,
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(state.Verifier))),
            ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Who came back.</summary>
    /// <returns>The subject; null when the provider or its token is not to be believed.</returns>
    /// <exception cref="CannotRunException">The provider does not answer.</exception>
    public async Task<string?> SubjectAsync(OpenIdState state, string code, string callback, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var configuration = await DiscoverAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = callback,
                ["client_id"] = options.ClientId!,
                ["code_verifier"] = state.Verifier,
            }),
        };
        if (!string.IsNullOrEmpty(options.ClientSecret))
        {
            // RFC 6749, 2.3.1: name and secret are form-encoded before they are joined.
            var both = $"{Uri.EscapeDataString(options.ClientId!)}:{Uri.EscapeDataString(options.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(both)));
        }

        try
        {
            using var response = await client.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode || (await response.Content.ReadFromJsonAsync<Tokens>(cancellation))?.IdToken is not { } token)
                return null;
            return await CheckAsync(token, configuration, state.Nonce);
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or NotSupportedException)
        {
            throw Silent(e);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<string?> CheckAsync(string token, OpenIdConnectConfiguration configuration, string nonce)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = options.ClientId,
            IssuerSigningKeys = configuration.SigningKeys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromMinutes(2),
        });
        if (!result.IsValid)
        {
            // The provider may have new keys; the next sign-in reads them.
            discovery.Value.RequestRefresh();
            return null;
        }

        return result.Claims.TryGetValue("nonce", out var answered) && answered as string == nonce && result.Claims.TryGetValue("sub", out var subject) ? subject as string : null;
    }

    private async Task<OpenIdConnectConfiguration> DiscoverAsync(CancellationToken cancellation)
    {
        try
        {
            return await discovery.Value.GetConfigurationAsync(cancellation);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException or ArgumentException)
        {
            throw Silent(e);
        }
    }

    private static CannotRunException Silent(Exception e) => new($"统一身份认证没有回应，请过一会儿再试，或用密码登录。", e);

    private sealed record Tokens([property: JsonPropertyName("id_token")] string? IdToken);
}
