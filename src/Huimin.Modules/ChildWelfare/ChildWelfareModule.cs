using Huimin.Platform.Modules;

namespace Huimin.Modules.ChildWelfare;

/// <summary>儿童福利.</summary>
public sealed class ChildWelfareModule : Module
{
    public override string Line => "child_welfare";
}
