namespace Huimin.Platform;

/// <summary>How far long work has come: the step's key, what is done and, where it is known, of how much (else 0).</summary>
public readonly record struct WorkProgress(string Step, long Done, long Total);
