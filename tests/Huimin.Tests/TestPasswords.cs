using System.Runtime.CompilerServices;

namespace Huimin.Tests;

/// <summary>Hashes of passwords take a thousandth of a second instead of a tenth: most tests sign somebody in, and few are about that.</summary>
internal static class TestPasswords
{
    [ModuleInitializer]
    internal static void Choose() => Environment.SetEnvironmentVariable("Accounts__PasswordRounds", "1000");
}
