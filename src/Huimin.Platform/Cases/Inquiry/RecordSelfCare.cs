using System.Globalization;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.People;
using Huimin.Platform.Programmes;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Inquiry;

/// <summary>
/// Records the assessment of self-care of one member 生活自理能力评估 (民发〔2021〕43号): which of the six items the person cannot do alone. How
/// many they are goes on record, which decides the level of care.
/// </summary>
public sealed class RecordSelfCare(CaseOffice office, RecordFacts facts, PolicyLibrary policies)
{
    /// <summary>The fact that it establishes.</summary>
    public const string Fact = "self_care_failed";

    /// <exception cref="CannotRunException">No visit is made at this step, the person is no member, or what is recorded is incomplete.</exception>
    public async Task RunAsync(long id, Sent sent, long personId, SelfCareLosses losses, VisitMade made, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(made);
        if (await office.Context.CaseVisits.AnyAsync(v => v.CaseId == id && v.Token == sent.Token, cancellation))
            return;
        await office.AddAsync(id, sent, CaseAction.RecordVisit, async file =>
        {
            if (file.VisitHere is not (VisitKind.Home or VisitKind.County))
                throw new CannotRunException($"自理能力在入户调查时评估。");
            if (file.Record.HouseholdId is not { } household)
                throw new CannotRunException($"还没有关联家庭，不能登记情况。");
            var person = await office.Context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId && p.HouseholdId == household, cancellation) ?? throw new CannotRunException($"请选择评估的是哪一位家庭成员。");
            var failed = int.PopCount((int)losses);
            var level = SelfCare.LevelOf(losses);
            var words = $"{person.Name}：{Texts.In(false, NameOf(level))}";
            var answers = new CaseForm { ["person"] = personId.ToString(CultureInfo.InvariantCulture), ["failed"] = failed.ToString(CultureInfo.InvariantCulture), ["level"] = level.ToString(), ["losses"] = losses.ToString() };
            var visit = RecordVisit.New(office, file, VisitKind.SelfCare, made with { Findings = made.Findings.Trim().Length == 0 ? words : $"{words}\n{made.Findings.Trim()}" }, answers.ToJson(), sent.Token);
            office.Context.Add(visit);
            var catalogue = policies.Require(Month.Of(office.Today)).Facts;
            var fact = catalogue.Find(Fact, ofHousehold: false) ?? throw new CannotRunException($"policies/facts.yaml 中缺少 {Fact}。");
            await facts.RunAsync(catalogue, household, [new EstablishedFact(fact, personId, failed, "home_visit")], TakeAnswers.HoldsFrom(file.Record), string.Create(CultureInfo.InvariantCulture, $"case:{id}"), cancellation);
            return (CaseEventKind.Visited, visit.Findings);
        }, cancellation);
    }

    public static FormattableString NameOf(SelfCareLevel level) => level switch
    {
        SelfCareLevel.Full => $"全自理",
        SelfCareLevel.Partial => $"半自理",
        _ => $"全护理",
    };

    public static FormattableString NameOf(SelfCareLosses item) => item switch
    {
        SelfCareLosses.Eating => $"自主吃饭",
        SelfCareLosses.Dressing => $"自主穿衣",
        SelfCareLosses.GettingInAndOutOfBed => $"自主上下床",
        SelfCareLosses.UsingTheToilet => $"自主如厕",
        SelfCareLosses.WalkingIndoors => $"室内自主行走",
        _ => $"自主洗澡",
    };
}
