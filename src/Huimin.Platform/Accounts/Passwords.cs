using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Huimin.Platform.Accounts;

/// <summary>The rules of passwords 密码, their hashes, and passwords that the program makes.</summary>
public sealed class Passwords(IOptions<AccountOptions> options)
{
    public const int Shortest = 10;
    public const int Longest = 200;

    /// <summary>Letters and digits that nobody confuses on paper.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    private readonly PasswordHasher<Account> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.PasswordRounds }));
    private readonly Lock nobodyLock = new();
    private (Account Account, string Hash)? nobody;

    /// <summary>For commands, which have no services: by the settings of the environment, as the server's are.</summary>
    public Passwords()
        : this(Options.Create(new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Accounts").Get<AccountOptions>() ?? new AccountOptions()))
    {
    }

    /// <summary>A random password that fulfils the rules: 14 characters, some 80 bits.</summary>
    public static string NewRandom()
    {
        string password;
        do
        {
            password = RandomNumberGenerator.GetString(Letters, 14);
        }
        while (Kinds(password) < 3);
        return password;
    }

    public string Hash(Account account, string password) => hasher.HashPassword(account, password);

    /// <summary>Compares; takes as long for an account that is not there.</summary>
    public bool Verify(Account? account, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length > Longest)
            password = password[..Longest] + "…";
        if (account is { PasswordHash.Length: > 0 })
            return hasher.VerifyHashedPassword(account, account.PasswordHash, password) != PasswordVerificationResult.Failed;
        var (somebody, hash) = Nobody();
        hasher.VerifyHashedPassword(somebody, hash, password);
        return false;
    }

    /// <exception cref="CannotRunException">Which rule the password breaks.</exception>
    public void Require(Account account, string password)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length is < Shortest or > Longest)
            throw new CannotRunException($"密码应有{Shortest}到{Longest}个字符。");
        if (Kinds(password) < 3)
            throw new CannotRunException($"密码应含小写字母、大写字母、数字、其他符号中的至少三种。");
        if (password.Contains(account.Name, StringComparison.OrdinalIgnoreCase) || account.Name.Contains(password, StringComparison.OrdinalIgnoreCase))
            throw new CannotRunException($"密码不能包含登录名。");
        if (IsCommon(password))
            throw new CannotRunException($"这个密码太常用，容易被猜到，请换一个。");
        if (account.OldPasswords.Select(p => p.Hash).Append(account.PasswordHash)
            .Any(hash => hash.Length > 0 && hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed))
            throw new CannotRunException($"不能再用最近{Account.RememberedPasswords}次用过的密码。");
    }

    /// <summary>Kinds of characters: small and capital letters, digits, anything else.</summary>
    private static int Kinds(string password) =>
        (password.Any(char.IsAsciiLetterLower) ? 1 : 0) + (password.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (password.Any(char.IsAsciiDigit) ? 1 : 0)
        + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);

    /// <summary>On the list as it is, or once its decoration is off: <c>P@ssw0rd123!</c> is password.</summary>
    private static bool IsCommon(string password)
    {
        var small = password.ToLowerInvariant();
        // The year at the end comes off first: written with letters it would be part of the word.
        return new[] { small, Core(small), Core(Undone(small)), Undone(Core(small)) }.Any(Common.Value.Contains);
    }

    private static string Undone(string text) => string.Concat(text.Select(c => c switch { '@' => 'a', '0' => 'o', '1' => 'l', '3' => 'e', '$' => 's', '5' => 's', _ => c }));

    /// <summary>Without the digits and symbols at both ends.</summary>
    private static string Core(string text) => new([.. text.SkipWhile(c => !char.IsLetter(c)).Reverse().SkipWhile(c => !char.IsLetter(c)).Reverse()]);

    /// <summary>An account that nobody has, with a password that nobody knows; its hash is made once.</summary>
    private (Account Account, string Hash) Nobody()
    {
        lock (nobodyLock)
        {
            var account = new Account { Name = "", NormalizedName = "", DisplayName = "" };
            return nobody ??= (account, hasher.HashPassword(account, NewRandom()));
        }
    }

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => l[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
