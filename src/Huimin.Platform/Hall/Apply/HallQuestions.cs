using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Types;

namespace Huimin.Platform.Hall.Apply;

/// <summary>One page of an application: a question, or a few that belong together.</summary>
/// <param name="Code">In the address.</param>
public sealed record HallQuestion(string Code, FormattableString Title, IReadOnlyList<FormField> Fields)
{
    /// <summary>Whether any of it concerns whoever answered so.</summary>
    public bool IsAsked(CaseForm answers) => Fields.Count == 0 || Fields.Any(f => f.When?.Invoke(answers) != false);
}

/// <summary>What a resident is asked, one page after another: who applies, then the matter's own questions without those for officers.</summary>
public static class HallQuestions
{
    /// <summary>The page of photos and papers, which has no fields.</summary>
    public const string Papers = "papers";

    public static IReadOnlyList<HallQuestion> Of(CaseType type, int version)
    {
        ArgumentNullException.ThrowIfNull(type);
        return
        [
            new HallQuestion("behalf", $"为谁申请", [ApplicantAnswers.OnBehalf]),
            new HallQuestion("proxy", $"您是谁", [ApplicantAnswers.ProxyName, ApplicantAnswers.ProxyPhone, ApplicantAnswers.Mandate]),
            new HallQuestion("applicant", $"申请人是谁", [ApplicantAnswers.Name, ApplicantAnswers.CitizenId]),
            .. type.Form(version).Fields.Where(f => !f.ForOfficers && !IsAnswered(f)).Select(f => new HallQuestion("q-" + f.Code.Replace('_', '-'), f.Name, [f])),
            .. type.Documents.Any(d => !d.Held) ? [new HallQuestion(Papers, $"拍照上传材料", [])] : Array.Empty<HallQuestion>(),
        ];
    }

    /// <summary>A choice of one is no question.</summary>
    public static bool IsAnswered(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field is { Kind: FieldKind.Choice, Options.Count: 1 };
    }

    /// <summary>The answers that nobody has to be asked for.</summary>
    public static Dictionary<FormField, string> Given(CaseType type, int version)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Form(version).Fields.Where(IsAnswered).ToDictionary(f => f, f => f.Options[0].Code);
    }

    /// <summary>The page after one, of those that are asked; null after the last.</summary>
    public static HallQuestion? After(IReadOnlyList<HallQuestion> questions, string code, CaseForm answers)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return questions.SkipWhile(q => q.Code != code).Skip(1).FirstOrDefault(q => q.IsAsked(answers));
    }

    /// <summary>The page before one; null before the first.</summary>
    public static HallQuestion? Before(IReadOnlyList<HallQuestion> questions, string code, CaseForm answers)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return questions.TakeWhile(q => q.Code != code).LastOrDefault(q => q.IsAsked(answers));
    }
}
