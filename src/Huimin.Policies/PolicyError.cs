namespace Huimin.Policies;

/// <summary>
/// One error in a policy text. <paramref name="File"/> is relative to the parent of the policies folder
/// (<c>policies/linyi/dibao.yaml</c>); line and column count from 1.
/// </summary>
public sealed record PolicyError(string File, int Line, int Column, string Message)
{
    /// <summary><c>policies/linyi/dibao.yaml:23:11: message</c>, the form that editors jump to.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}");
}

/// <summary>The result of reading a pack: the pack, or every error of every file at once and no pack.</summary>
public sealed record PackReading(PolicyPack? Pack, IReadOnlyList<PolicyError> Errors);

/// <summary>Input that a policy cannot be evaluated with: an unknown parameter, a family file with mistakes. The message is for its author.</summary>
public sealed class PolicyException : Exception
{
    public PolicyException(string message) : base(message) { }

    public PolicyException(string message, Exception inner) : base(message, inner) { }
}
