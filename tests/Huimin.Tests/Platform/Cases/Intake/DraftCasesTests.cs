using Huimin.Modules;
using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Modules;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Cases.Intake;

/// <summary>A form that is replaced while drafts are open: the draft keeps the one that it began with until somebody says otherwise.</summary>
public sealed class DraftCasesTests
{
    private static readonly FormField Reason = new("reason", $"困难情况", FieldKind.LongText) { Required = true };
    private static readonly FormField Old = new("old", $"备注");
    private static readonly FormField New = new("new", $"联系电话", FieldKind.Phone);
    private static readonly FormVersion First = new(1, new DateOnly(2026, 1, 1), [Reason, Old]);
    private static readonly FormVersion Second = new(2, new DateOnly(2026, 11, 1), [Reason, New]);

    [Theory, OnEveryDatabase]
    public async Task Draft_WhileTheFormIsReplaced_KeepsItsFormUntilRenewed(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        var (kept, renewed) = (0L, 0L);
        await using (var context = city.Database.CreateContext())
        {
            var before = Drafts(context, First);
            kept = await before.BeginAsync(Application("first-token-0000001", "dibao_form"));
            renewed = await before.BeginAsync(Application("other-token-0000001", "dibao_form"));
            await before.AnswerAsync(kept, 1, new Dictionary<FormField, string> { [Reason] = "原表的理由", [Old] = "原表的备注" });
            await before.AnswerAsync(renewed, 1, new Dictionary<FormField, string> { [Reason] = "换表的理由", [Old] = "原表的备注" });
        }

        await using (var context = city.Database.CreateContext())
        {
            var now = Drafts(context, First, Second);
            var type = Catalogue(First, Second).Of("dibao_form");
            (await now.ReadAsync(kept))[0].HasOlderForm(type).ShouldBeTrue();
            await now.RenewAsync(renewed, 2);
            (await now.ReadAsync(renewed))[0].HasOlderForm(type).ShouldBeFalse();
            await now.SubmitAsync(kept, null);
            await now.SubmitAsync(renewed, null);
        }

        await using var after = city.Database.CreateContext();
        var read = Drafts(after, First, Second);
        var (one, other) = ((await read.ReadAsync(kept))[0], (await read.ReadAsync(renewed))[0]);
        (one.FormVersion, one.Answers!["reason"], one.Answers["old"]).ShouldBe((1, "原表的理由", "原表的备注"));
        (other.FormVersion, other.Answers!["reason"], other.Answers["old"]).ShouldBe((2, "换表的理由", ""));
        (one.State, other.State).ShouldBe((CaseState.Open, CaseState.Open));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_SentTwiceAtOnce_BeginsOnceWithOneCode(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        long id;
        await using (var context = city.Database.CreateContext())
            id = await Drafts(context, First).BeginAsync(Application("first-token-0000001", "dibao_form"));
        var begun = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var context = city.Database.CreateContext();
            return await Drafts(context, First).SubmitAsync(id, null);
        }));
        begun.Select(b => b.Numbers[0]).Distinct().ShouldHaveSingleItem().ShouldBe("371323102-2026-00001");
        begun.Select(b => b.TrackCode).Distinct().ShouldHaveSingleItem().Length.ShouldBe(8);
        await using var after = city.Database.CreateContext();
        (await after.CaseEvents.CountAsync(e => e.CaseId == id)).ShouldBe(1);
        var record = await after.Cases.SingleAsync(c => c.Id == id);
        TrackCode.IsRight(record.TrackHash, record.ApplicationId, begun[0].TrackCode).ShouldBeTrue();
        TrackCode.IsRight(record.TrackHash, record.ApplicationId, "00000000").ShouldBeFalse();
    }

    private static Application Application(string token, string type) =>
        new([type], SmallCity.Village, null, null, "张三", CaseChannel.Counter, new CaseForm(), token);

    private static CaseCatalogue Catalogue(params FormVersion[] forms) => new(new ModuleCatalogue([new OneForm(forms), .. AllModules.List]));

    private static DraftCases Drafts(AppDbContext context, params FormVersion[] forms)
    {
        var office = new CaseOffice(context, Catalogue(forms), DeadlineCalendar.Load(), new Delegation(context), context.OwnDatabase.Keyring, new SetClock(2026, 11, 2));
        return new DraftCases(office, new BeginCases(office));
    }

    private sealed class OneForm(FormVersion[] forms) : Module
    {
        public override string Line => "social_assistance";

        public override IReadOnlyList<CaseType> CaseTypes =>
        [
            new CaseType
            {
                Code = "dibao_form", Name = $"低保", Summary = $"低保", Line = "social_assistance", Forms = forms,
                Steps = [new CaseStep("intake", $"受理", StepWork.Intake, Huimin.Platform.Regions.RegionLevel.Township, Permissions.ProposeCases)],
            },
        ];
    }
}
