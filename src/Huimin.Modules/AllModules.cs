using Huimin.Modules.ChildWelfare;
using Huimin.Modules.Disability;
using Huimin.Modules.SocialAssistance;
using Huimin.Platform;
using Huimin.Platform.Modules;

namespace Huimin.Modules;

/// <summary>The business lines of the product: taking a line out of this list takes it out of the program.</summary>
public static class AllModules
{
    public static IReadOnlyList<Module> List { get; } = Load();

    /// <summary>Whoever asks for the modules has their texts in English, too.</summary>
    private static IReadOnlyList<Module> Load()
    {
        Texts.Add(typeof(AllModules).Assembly);
        return
        [
            new SocialAssistanceModule(),
            new DisabilityModule(),
            new ChildWelfareModule(),
        ];
    }
}
