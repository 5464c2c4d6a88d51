using System.Net;
using System.Security.Cryptography;
using System.Text;
using Huimin.Platform.Accounts;
using Huimin.Platform.Accounts.OpenId;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Huimin.Tests.Platform.Accounts.OpenId;

/// <summary>The other provider on a port of this machine: what its tokens must have to be believed.</summary>
public sealed class OpenIdTests
{
    private const string Client = "huimin";
    private const string Callback = "http://localhost/sign-in/openid/callback";

    [Fact]
    public async Task Subject_OfAGoodToken_IsBelievedAndOfAnyOtherIsNot()
    {
        using var key = RSA.Create(2048);
        using var otherKey = RSA.Create(2048);
        var verifiers = new List<string>();
        var token = "";
        await using var app = await ProviderAsync(key, form =>
        {
            verifiers.Add(form["code_verifier"].ToString());
            return form["code"] == "good" ? token : null;
        });
        var authority = app.Urls.First();
        using var provider = new OpenIdProvider(Options.Create(new AccountOptions { OpenId = new() { Authority = authority, ClientId = Client, ClientSecret = "s&cret" } }));
        var state = OpenIdState.New("/people");
        var address = await provider.AddressAsync(state, Callback, default);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(address).Query);
        (query["state"].ToString(), query["nonce"].ToString(), query["redirect_uri"].ToString(), query["code_challenge_method"].ToString()).ShouldBe((state.State, state.Nonce, Callback, "S256"));
        query["code_challenge"].ToString().ShouldBe(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(state.Verifier))));

        token = Token(key, authority, Client, state.Nonce, minutes: 5);
        (await provider.SubjectAsync(state, "good", Callback, default)).ShouldBe("s-1");
        verifiers.ShouldContain(state.Verifier);
        (await provider.SubjectAsync(state, "bad", Callback, default)).ShouldBeNull();
        foreach (var bad in (string[])[
            Token(otherKey, authority, Client, state.Nonce, 5), Token(key, "https://evil.example", Client, state.Nonce, 5), Token(key, authority, "another", state.Nonce, 5),
            Token(key, authority, Client, "another", 5), Token(key, authority, Client, state.Nonce, -10), Unsigned(authority, state.Nonce), "x.y.z"])
        {
            token = bad;
            (await provider.SubjectAsync(state, "good", Callback, default)).ShouldBeNull(bad);
        }
    }

    [Fact]
    public async Task Addresses_WithoutTheSetting_AreNotThere()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var reader = web.NewReader();
        foreach (var path in (string[])["/sign-in/openid", "/sign-in/openid/callback?code=x&state=y"])
            (await reader.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<WebApplication> ProviderAsync(RSA key, Func<IFormCollection, string?> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            var self = $"http://{http.Request.Host}";
            var jwk = key.ExportParameters(false);
            object? body = http.Request.Path.Value switch
            {
                "/.well-known/openid-configuration" => new { issuer = self, authorization_endpoint = self + "/authorize", token_endpoint = self + "/token", jwks_uri = self + "/keys" },
                "/keys" => new { keys = new[] { new { kty = "RSA", kid = "1", use = "sig", n = Base64UrlEncoder.Encode(jwk.Modulus), e = Base64UrlEncoder.Encode(jwk.Exponent) } } },
                "/token" when answer(await http.Request.ReadFormAsync()) is { } token => new { id_token = token, access_token = "a", token_type = "Bearer" },
                _ => null,
            };
            if (body is null)
                http.Response.StatusCode = 400;
            else
                await http.Response.WriteAsJsonAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    private static string Token(RSA key, string issuer, string audience, string nonce, int minutes) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = audience,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(minutes),
        Claims = new Dictionary<string, object> { ["sub"] = "s-1", ["nonce"] = nonce },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
    });

    private static string Unsigned(string issuer, string nonce) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = Client,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        Claims = new Dictionary<string, object> { ["sub"] = "s-1", ["nonce"] = nonce },
    });
}
