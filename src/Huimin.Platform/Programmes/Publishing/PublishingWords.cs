using System.Globalization;
using System.Text.RegularExpressions;
using Huimin.Platform.Ui;
using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>How drafts and versions are written on pages.</summary>
public static partial class PublishingWords
{
    [GeneratedRegex(@"(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\w-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayOrMonth { get; }

    extension(Words words)
    {
        public string State(DraftState state) => state switch
        {
            DraftState.Draft => words["起草中"],
            DraftState.Proposed => words["待批准"],
            DraftState.Published => words["已公布"],
            DraftState.Rejected => words["已退回"],
            _ => words["已撤回"],
        };

        public string Step(DraftStep step) => step switch
        {
            DraftStep.Started => words["起草"],
            DraftStep.Changed => words["改动条文"],
            DraftStep.Described => words["填写说明"],
            DraftStep.EffectComputed => words["测算影响"],
            DraftStep.Proposed => words["送审"],
            DraftStep.Withdrawn => words["撤回"],
            DraftStep.Rejected => words["退回"],
            DraftStep.Published => words["批准公布"],
            _ => words["接续到新版本"],
        };

        /// <summary>What stands behind a step of the timeline, with the day or month of a change in words.</summary>
        public string Note(PolicyDraftEvent step)
        {
            ArgumentNullException.ThrowIfNull(step);
            return step.What is DraftStep.Changed or DraftStep.Described
                ? DayOrMonth.Replace(step.Note, found => DateOnly.TryParseExact(found.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? words["{0}起", day]
                    : Month.TryParse(found.Value, out var month) ? words["{0}起", month] : found.Value)
                : step.Note;
        }

        public string VersionName(LibraryVersion version) =>
            version.Number == 0 ? words["程序随带的政策"] : words["第{0}版", version.Number];
    }

    /// <summary>Class of the <c>Tag</c>.</summary>
    public static string TagOf(DraftState state) => state switch
    {
        DraftState.Published => "ok",
        DraftState.Proposed => "due",
        DraftState.Rejected => "bad",
        DraftState.Draft => "in",
        _ => "mute",
    };
}
