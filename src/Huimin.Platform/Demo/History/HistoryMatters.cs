using Huimin.Platform.Cases;
using Huimin.Platform.Indicators;
using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>The matters of earlier years that published figures count: sums granted once, help in the street, reviews.</summary>
internal sealed class HistoryMatters(HistoryCases cases, HistoryPeople people, DemoProfile profile, PolicyPack pack, double scale, ulong seed)
{
    private const int LargestFamily = 4;
    private const int Student = 18;
    private const int OldestStudent = 24;

    private DemoRandom random = new(seed);

    public void Make(IReadOnlyList<HistoryFigure> figures)
    {
        foreach (var figure in figures.GroupBy(f => (f.Records, f.Programmes, f.Period)))
        {
            switch (figure.Key.Records)
            {
                case "grants":
                    Grants(figure.Key.Programmes, figure.Key.Period, figure.FirstOrDefault(f => f.Part == "persons"), figure.FirstOrDefault(f => f.Part == "money"));
                    break;
                case "reviews":
                    Reviews(figure.First());
                    break;
                case "services":
                    Services(figure.First(), figures.FirstOrDefault(f => f.Records == "visits" && f.Programmes == figure.Key.Programmes && f.Period == figure.Key.Period));
                    break;
            }
        }
    }

    /// <summary>The decisions by which awards began.</summary>
    public void Begin(IEnumerable<HistoryUnit> begun)
    {
        foreach (var unit in begun)
        {
            var (programme, fen, first) = (unit.Awards[0].Programme, unit.Amounts[0].Fen[0], unit.First!.Value);
            var decided = first.AddMonths(-1).FirstDay.AddDays(random.Between(8, 26));
            var about = new HistoryApplicant(unit.Region, unit.Household, unit.Person, unit.Name);
            var (record, decision) = cases.Add(
                cases.TypeOf(programme), about, decided.AddDays(-random.Between(12, 25)), decided, CaseOutcome.Granted, Form(), [HistoryCases.Line(programme, unit.Person, unit.Persons, fen, false, first)]);
            unit.Grant = (record.Id, decision!.Id);
        }
    }

    private void Grants(string programme, Period period, HistoryFigure? persons, HistoryFigure? money)
    {
        var isOfPerson = pack.Find(programme) is { OfHousehold: false };
        var wanted = persons?.Count(scale) ?? Math.Max(1, (long)Math.Round(money!.Fen(scale) / 100.0 / profile.Assumed("orphan_study_aid_yuan")));
        var granted = new List<(HistoryApplicant About, int Persons, double Weight)>();
        for (var (left, passed) = (wanted, 0); left > 0; passed++)
        {
            var family = people.Next();
            var who = isOfPerson && passed < people.All.Count ? Young(family, period.End) : family.Head;
            if (who is null)
                continue;
            var count = isOfPerson ? 1 : (int)Math.Min(left, Math.Min(family.Members.Count, LargestFamily));
            granted.Add((new HistoryApplicant(family.Region, family.Id, isOfPerson ? who.Id : null, who.Name), count, count * (0.5 + random.Share())));
            left -= count;
        }

        var (total, weight) = (money?.Fen(scale) ?? (long)(wanted * profile.Assumed("temporary_assistance_yuan_per_person") * 100), granted.Sum(g => g.Weight));
        var (type, exact, given) = (cases.TypeOf(programme), 0.0, 0L);
        foreach (var (about, count, part) in granted)
        {
            exact += total * part / weight;
            // Whole yuan, whose sum is the published one.
            var fen = Math.Max(100, (long)Math.Round((exact - given) / 100) * 100);
            given += fen;
            // The first lies at the beginning: from then on cases are on record.
            var decided = given == fen ? period.Start : Day(period);
            cases.Add(type, about, decided.AddDays(-random.Between(2, 12)), decided, CaseOutcome.Granted, Form(), [HistoryCases.Line(programme, about.Person, count, fen, true, Month.Of(decided))]);
        }
    }

    /// <summary>A refusal, and the county's review that upheld it.</summary>
    private void Reviews(HistoryFigure figure)
    {
        var (review, refused) = (cases.Catalogue.Of(figure.Programmes), cases.TypeOf(figure.Part));
        for (var i = figure.Count(scale); i > 0; i--)
        {
            var family = people.Next();
            var (about, accepted) = (new HistoryApplicant(family.Region, family.Id, null, family.Head.Name), Day(figure.Period));
            var (first, _) = cases.Add(refused, about, accepted.AddDays(-30), accepted.AddDays(-15), CaseOutcome.Refused, Form(), []);
            cases.Add(review, about, accepted, accepted.AddDays(random.Between(5, 20)), CaseOutcome.Upheld, Form(), [], first.Id);
        }
    }

    private void Services(HistoryFigure figure, HistoryFigure? reunions)
    {
        var (type, reunited) = (cases.Catalogue.Of(figure.Programmes), reunions?.Count(scale) ?? 0);
        for (var i = figure.Count(scale); i > 0; i--)
        {
            var sex = random.Chance(0.8) ? Sex.Male : Sex.Female;
            var name = DemoNames.Full(DemoNames.Surname(ref random), sex, random.Between(1950, 1999), ref random);
            var accepted = Day(figure.Period);
            var form = Form();
            form["name"] = name;
            foreach (var (field, value) in figure.Fields)
                form[field] = value;
            var closed = accepted.AddDays(random.Between(1, 9));
            var (record, _) = cases.Add(type, new HistoryApplicant(people.Next().Region, null, null, name), accepted, closed, CaseOutcome.Helped, form, null);
            if (reunited-- <= 0)
                continue;
            var (step, field2) = (reunions!.Part.Split('.')[0], reunions.Part.Split('.')[1]);
            cases.AddVisit(record, step, accepted, Texts.In(false, $"比对到亲属，已联系"), new CaseForm { [field2] = Texts.In(false, $"亲属接回") });
        }
    }

    private static HistoryPerson? Young(HistoryFamily family, DateOnly day) => family.Members.Find(m => m.Birth <= day.AddYears(-Student) && m.Birth > day.AddYears(-OldestStudent));

    private static CaseForm Form() => new() { ["reason"] = Texts.In(false, $"往年办结，由原系统承接") };

    private DateOnly Day(Period period) => period.Start.AddDays(random.Below(period.End.DayNumber - period.Start.DayNumber + 1));
}
