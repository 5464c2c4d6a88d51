namespace Huimin.Platform.Privacy;

/// <summary>What is sealed of a person, in the clear: in memory only, never stored and never shown whole without the reveal action.</summary>
public sealed record PersonSecrets
{
    public static readonly PersonSecrets None = new();

    public string? CitizenId { get; init; }

    public string? Phone { get; init; }

    /// <summary>Digits; of a passbook 存折 with that word before them.</summary>
    public string? BankAccount { get; init; }

    /// <summary>The whole name of a protected child; null for everybody else, whose name is not sealed.</summary>
    public string? ProtectedName { get; init; }

    /// <summary>Secrets do not print.</summary>
    public override string ToString() => nameof(PersonSecrets);
}
