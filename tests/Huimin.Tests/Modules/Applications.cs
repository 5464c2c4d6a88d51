namespace Huimin.Tests.Modules;

/// <summary>Answers that complete the forms of the lines' applications.</summary>
internal static class Applications
{
    public const string Phone = "13853912345";

    public static readonly (string, string)[] BasicLiving = [("reason", "家庭困难"), ("phone", Phone), ("authorised", "yes"), ("truthful", "yes"), ("relative", "no")];

    public static readonly (string, string)[] Allowances = [("phone", Phone), ("other_benefit", "no"), ("truthful", "yes")];

    public static readonly (string, string)[] Temporary = [("reason", "突发困难"), ("phone", Phone), ("authorised", "yes")];

    /// <param name="placement">home or institution.</param>
    public static (string, string)[] Child(string placement = "home") =>
        [("guardian", "奶奶"), ("phone", Phone), ("father_state", "none"), ("mother_state", "none"), ("placement", placement)];
}
