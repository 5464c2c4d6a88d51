using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Documents;
using Huimin.Policies;

namespace Huimin.Platform.Cases.Letters;

/// <summary>What a decision letter is made from, all of it as it stands with the case and its decision.</summary>
/// <param name="Programmes">By code, of the month for which each line was computed.</param>
/// <param name="People">Names of those whom lines are for, as they are shown.</param>
/// <param name="CheckedOn">Day on which the last check of means was answered; null without one.</param>
public sealed record DecisionLetterContent(
    CaseFile File, Decision Decision, LetterOffice Office, IReadOnlyDictionary<string, Programme> Programmes, IReadOnlyDictionary<long, string> People,
    IReadOnlyList<Remedy> Remedies, DateOnly? CheckedOn);

/// <summary>
/// The letter of a decision 决定书: to whom, what was found, by which law, what is granted from when, why, and what may be done
/// against it. Built from the stored decision and nothing that changes later, so that it reads the same whenever it is printed.
/// </summary>
public static class DecisionLetter
{
    public static OfficialDocument Of(DecisionLetterContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (file, decision) = (content.File, content.Decision);
        return new OfficialDocument
        {
            Issuer = content.Office.Name,
            Number = decision.Number,
            Title = TitleOf(file.Type, decision.Outcome),
            Addressee = AddresseeOf(file),
            Parts = [.. Course(content), .. Findings(content), .. Ruling(content), .. Reasons(content), .. LetterWords.RemedyParts(content.Remedies, content.Office)],
            Signature = content.Office.Name,
            Date = decision.DecidedOn,
        };
    }

    /// <summary>To the applicant; for a child, to whoever cares for it.</summary>
    public static string AddresseeOf(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var name = file.Record.Applicant.Length > 0 ? file.Record.Applicant : "当事人";
        return file.Type.AboutChildren ? name + "的监护人" : name;
    }

    private static string TitleOf(CaseType type, CaseOutcome outcome)
    {
        var matter = Texts.In(false, type.Name);
        return type.Purpose switch
        {
            CasePurpose.Change => $"关于{WordOf(outcome)}待遇的决定书\n（{matter}）",
            CasePurpose.Review => $"{matter}决定书",
            _ => $"关于{WordOf(outcome)}“{matter}”的决定书",
        };
    }

    private static string WordOf(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Granted or CaseOutcome.Helped => "同意",
        CaseOutcome.Refused => "不予同意",
        CaseOutcome.Kept => "继续享受",
        CaseOutcome.Raised => "增发",
        CaseOutcome.Cut => "减发",
        CaseOutcome.Stopped => "停发",
        CaseOutcome.Upheld => "维持原处理",
        CaseOutcome.Overturned => "改变原处理",
        _ => "",
    };

    /// <summary>What came in and what was done about it, with its days.</summary>
    private static IEnumerable<DocumentPart> Course(DecisionLetterContent content)
    {
        var (file, record, matter) = (content.File, content.File.Record, Texts.In(false, content.File.Type.Name));
        var received = LetterWords.Day(LetterWords.DayOf(record.ReceivedAt));
        var begun = (file.Type.Purpose, record.Channel) switch
        {
            (CasePurpose.Review, _) => $"本机关于{received}对有关事项提级复审（受理号{record.Number}）。",
            (CasePurpose.Change, _) => $"本机关于{received}对你（户）享受的待遇进行核查（受理号{record.Number}）。",
            (_, CaseChannel.Found or CaseChannel.HandedOver or CaseChannel.Scheduled) => $"本机关于{received}登记“{matter}”（受理号{record.Number}）。",
            _ => $"你（户）于{received}提出“{matter}”（受理号{record.Number}）。",
        };
        var accepted = record.AcceptedOn is { } day && file.Type.Purpose is not (CasePurpose.Review or CasePurpose.Change) ? $"{LetterWords.Day(day)}受理。" : "";
        List<string> done = [];
        if (content.CheckedOn is { } answered)
            done.Add($"{LetterWords.Day(answered)}完成家庭经济状况核对");
        done.AddRange(file.Visits.Where(v => v.VisitedOn <= content.Decision.DecidedOn && v.Kind != VisitKind.Work).Select(v => $"{LetterWords.Day(v.VisitedOn)}{VisitWord(v.Kind)}"));
        if (file.Postings.LastOrDefault(p => p.Kind != PublicityKind.Result && p.TakenDownOn is null && p.StartsOn <= content.Decision.DecidedOn) is { } posting)
            done.Add($"{LetterWords.Day(posting.StartsOn)}至{LetterWords.Day(posting.EndsOn)}公示");
        yield return new DocumentParagraph(begun + accepted + (done.Count > 0 ? $"办理中，{string.Join("，", done)}。" : "") + "现决定如下。");
    }

    private static string VisitWord(VisitKind kind) => kind switch
    {
        VisitKind.Home => "入户调查",
        VisitKind.County => "县级入户核查",
        VisitKind.DemocraticReview => "组织民主评议",
        VisitKind.Hearing => "听取你（户）的意见",
        _ => "评估",
    };

    /// <summary>The policy's own explanation, sentence by sentence with its law.</summary>
    private static IEnumerable<DocumentPart> Findings(DecisionLetterContent content)
    {
        if (content.Decision.Lines.Count == 0)
            yield break;
        yield return new DocumentHeading(1, "查明的情况和适用的规定");
        foreach (var line in content.Decision.Lines.OrderBy(l => l.Number))
        {
            var kept = KeptExplanation.Parse(line.Explanation);
            var month = kept.Month > 0 ? $"，{LetterWords.Month(Month.FromCode(kept.Month))}" : "";
            yield return new DocumentHeading(2, $"{NameOf(content, line)}（{WhoOf(content, line)}{month}）");
            foreach (var sentence in kept.Sentences)
                yield return new DocumentParagraph(LetterWords.Cited(sentence.Text, sentence.Law));
            if (kept.Law.Count > 0)
                yield return new DocumentParagraph($"依据：{string.Join("；", kept.Law)}。");
        }
    }

    private static IEnumerable<DocumentPart> Ruling(DecisionLetterContent content)
    {
        var (decision, granted) = (content.Decision, content.Decision.Outcome is CaseOutcome.Granted or CaseOutcome.Kept or CaseOutcome.Raised or CaseOutcome.Cut);
        yield return new DocumentHeading(1, "决定");
        var law = decision.Lines.Count == 0 && content.File.Type.Law.Count > 0 ? $"根据{string.Join("、", content.File.Type.Law.Select(l => l.Replace(" ", "", StringComparison.Ordinal)))}，" : "";
        yield return new DocumentParagraph($"{law}决定{WordOf(decision.Outcome)}。");
        var lines = granted ? decision.Lines.OrderBy(l => l.Number).ToList() : [];
        if (lines.Count == 0)
            yield break;
        yield return new DocumentTable(
            [
                new DocumentColumn("项目", 3, DocumentAlign.Left), new DocumentColumn("对象", 2), new DocumentColumn("金额", 2, DocumentAlign.Right), new DocumentColumn("起始月份", 2), new DocumentColumn("截止月份", 2),
            ],
            [.. lines.Select(l => (IReadOnlyList<string>)
            [
                NameOf(content, l), WhoOf(content, l), IsBenefit(content, l) ? $"{(l.OneOff ? "一次性" : "每月")}{LetterWords.Amount(l.Amount)}" : "认定身份",
                LetterWords.Month(Month.FromCode(l.FirstMonth)), l.OneOff ? "—" : l.LastMonth is { } last ? LetterWords.Month(Month.FromCode(last)) : "长期，定期核查",
            ])]);
        foreach (var sentence in Payment(content, [.. lines.Where(l => IsBenefit(content, l))]))
            yield return new DocumentParagraph(sentence);
        if (lines.Exists(l => !l.OneOff) && content.Remedies.FirstOrDefault(r => r.Kind == RemedyKind.Duty) is { } duty)
            yield return new DocumentParagraph(LetterWords.Cited(duty.Text, [duty.Law]));
    }

    /// <summary>Together, since when, what comes with the first payment, and by which way.</summary>
    private static IEnumerable<string> Payment(DecisionLetterContent content, IReadOnlyList<DecisionLine> lines)
    {
        if (lines.Count == 0)
            yield break;
        var (monthly, once) = (lines.Where(l => !l.OneOff).ToList(), lines.Where(l => l.OneOff).Sum(l => l.Amount));
        if (lines.Count > 1)
            yield return $"以上合计{(monthly.Count > 0 ? $"每月{LetterWords.Amount(monthly.Sum(l => l.Amount))}" : "")}{(monthly.Count > 0 && once > 0 ? "，" : "")}{(once > 0 ? $"一次性{LetterWords.Amount(once)}" : "")}。";
        var decided = Month.Of(content.Decision.DecidedOn);
        var due = monthly.Sum(l => l.Amount * Months(Month.FromCode(l.FirstMonth), decided));
        if (monthly.Exists(l => Month.FromCode(l.FirstMonth) < decided))
        {
            var first = monthly.Select(l => Month.FromCode(l.FirstMonth)).Min();
            yield return $"自{LetterWords.Month(first)}起计发，到{LetterWords.Month(decided)}共{Months(first, decided)}个月，合计{LetterWords.Amount(due)}，第一次发放时一并发给。";
        }

        yield return $"{(monthly.Count > 0 ? "按月" : "一次性")}通过金融机构发放到你（户）登记的账户；还没有登记账户的，请持本决定书到受理单位登记。";
    }

    /// <summary>Months from one to another, both counted; 0 when the first lies behind.</summary>
    private static int Months(Month first, Month last) => Math.Max(0, ((last.Year - first.Year) * 12) + last.Number - first.Number + 1);

    private static IEnumerable<DocumentPart> Reasons(DecisionLetterContent content)
    {
        if (content.Decision.Reason.Length == 0)
            yield break;
        yield return new DocumentHeading(1, "理由");
        yield return new DocumentParagraph(LetterWords.Closed(content.Decision.Reason));
    }

    private static string NameOf(DecisionLetterContent content, DecisionLine line) => content.Programmes.TryGetValue(line.Programme, out var programme) ? programme.Name : line.Programme;

    private static bool IsBenefit(DecisionLetterContent content, DecisionLine line) => !content.Programmes.TryGetValue(line.Programme, out var programme) || programme.Kind == ProgrammeKind.Benefit;

    private static string WhoOf(DecisionLetterContent content, DecisionLine line) => line.PersonId is { } person
        ? content.People.GetValueOrDefault(person, content.File.Record.Applicant)
        : $"{Math.Max(1, line.Persons)}人";
}
