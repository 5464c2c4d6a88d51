using System.ComponentModel.DataAnnotations;

namespace Huimin.Platform.Guarding;

/// <summary>
/// How many requests are answered; more are refused with 429 and the time to wait. Settings of the section <c>Limits</c>:
/// <c>Limits__SignInsAMinute=30</c> in the environment.
/// </summary>
public sealed class RequestLimits
{
    /// <summary>Name of the policy of pages and endpoints that compute or write much: <see cref="ExpensiveAtOnce"/> of them an account.</summary>
    public const string Expensive = "expensive";

    /// <summary>Name of the timeout of the same pages.</summary>
    public const string Patient = "patient";

    /// <summary>Pages that nobody signed in for, from one address; an office behind one router is one address.</summary>
    [Range(1, 10_000_000)]
    public int AnonymousAMinute { get; set; } = 600;

    /// <summary>Tries to sign in from one address, right or wrong.</summary>
    [Range(1, 10_000_000)]
    public int SignInsAMinute { get; set; } = 60;

    /// <summary>Tries to sign in under one name in five minutes, from wherever.</summary>
    [Range(1, 10_000_000)]
    public int SignInsOfANameInFiveMinutes { get; set; } = 10;

    /// <summary>Tries to follow one case by number and code in five minutes, from wherever, right or wrong.</summary>
    [Range(1, 10_000_000)]
    public int TracksOfANumberInFiveMinutes { get; set; } = 10;

    /// <summary>Forms of residents without an account, from one address: an application is some fifteen of them.</summary>
    [Range(1, 10_000_000)]
    public int PublicFormsAMinute { get; set; } = 60;

    /// <summary>Objections to one posting in an hour, from wherever.</summary>
    [Range(1, 10_000_000)]
    public int ObjectionsOfAPostingAnHour { get; set; } = 20;

    /// <summary>What-if runs, exports and uploads that one account has at the same time.</summary>
    [Range(1, 10_000)]
    public int ExpensiveAtOnce { get; set; } = 2;

    /// <summary>How many more of them may wait.</summary>
    [Range(0, 10_000)]
    public int ExpensiveWaiting { get; set; } = 4;

    /// <summary>Seconds after which an ordinary request is given up.</summary>
    [Range(1, 3_600)]
    public int SecondsOrdinary { get; set; } = 60;

    /// <summary>Seconds after which an expensive request is given up.</summary>
    [Range(1, 36_000)]
    public int SecondsPatient { get; set; } = 900;

    /// <summary>Free bytes on the disk below which the program says that it is not ready.</summary>
    [Range(0, long.MaxValue)]
    public long LeastFreeBytes { get; set; } = 200_000_000;
}
