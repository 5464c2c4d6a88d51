using Huimin.Platform.Modules;

namespace Huimin.Modules.SocialAssistance;

/// <summary>社会救助.</summary>
public sealed class SocialAssistanceModule : Module
{
    public override string Line => "social_assistance";
}
