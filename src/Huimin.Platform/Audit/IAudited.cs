namespace Huimin.Platform.Audit;

/// <summary>An entity whose every change is recorded by itself, with the changed fields before and after.</summary>
public interface IAudited
{
    /// <summary>Kind and id: <c>account:3</c>. The kind names the action, <c>account.change</c>.</summary>
    string AuditSubject { get; }

    /// <summary>12-digit code of the division it belongs to; null for none.</summary>
    long? AuditRegion => null;

    /// <summary>Whether it is a part of its subject, as a permission of a role: then adding or removing it changes the subject.</summary>
    bool IsAuditedPart => false;
}

/// <summary>A field that the trail says was changed without saying to what: hashes of passwords, keys, sealed values.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SecretAttribute : Attribute;

/// <summary>A field that changes by itself and says nothing: stamps, the time of the last sign-in. Those of concurrency are left out anyway.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnauditedAttribute : Attribute;
