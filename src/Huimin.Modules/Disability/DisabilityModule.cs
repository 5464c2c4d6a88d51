using Huimin.Platform.Modules;

namespace Huimin.Modules.Disability;

/// <summary>残疾人福利.</summary>
public sealed class DisabilityModule : Module
{
    public override string Line => "disability";
}
