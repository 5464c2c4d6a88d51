using System.Globalization;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Checking;

/// <summary>
/// Takes an office's answers into their cases, inside the transaction of whoever brings them: when all the persons of a question are
/// answered, what was found goes on record from the first day of the month of application, and when every office has answered,
/// the family's means are known.
/// </summary>
public sealed class TakeAnswers(CaseOffice office, CheckSources sources, RecordFacts record, Keyring keyring)
{
    /// <summary>Adds answers about persons to a question that was asked.</summary>
    /// <param name="check">Tracked.</param>
    /// <returns>Whether the question is answered now.</returns>
    public async Task<bool> RunAsync(CaseCheck check, IReadOnlyDictionary<long, CheckAnswer> answers, FactCatalogue catalogue, Sealer sealer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(answers);
        var context = office.Context;
        var all = check.AnswersIn(keyring);
        foreach (var (person, answer) in answers)
            all.Answers[person] = answer;
        check.Keep(all, sealer);
        if (!all.IsComplete)
            return false;
        (check.State, check.AnsweredAt) = (all.State, office.Now);
        var taken = await context.Cases.FirstAsync(c => c.Id == check.CaseId, cancellation);
        var source = catalogue.Sources.FirstOrDefault(s => s.Code == check.Source);
        office.Add(taken, CaseEventKind.CheckAnswered, taken.Step, $"{source?.Name ?? check.Source}：{Texts.In(false, NameOf(check.State))}", null);
        if (taken is { IsOpen: true, HouseholdId: { } household } && check.State != CheckState.Failed)
            await EstablishAsync(check, taken, household, all, catalogue, cancellation);
        return true;
    }

    /// <summary>From which day what a case establishes holds: the first of the month of application.</summary>
    public static DateOnly HoldsFrom(Case record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(record.ReceivedAt, DateTimeKind.Utc), TimeZoneInfo.Local);
        return new DateOnly(local.Year, local.Month, 1);
    }

    private async Task EstablishAsync(CaseCheck check, Case taken, long household, SourceAnswers all, FactCatalogue catalogue, CancellationToken cancellation)
    {
        var city = await office.Context.Cities.Select(c => c.Key).SingleAsync(cancellation);
        var (from, reason) = (HoldsFrom(taken), string.Create(CultureInfo.InvariantCulture, $"case:{taken.Id}"));
        if (sources.In(city).FirstOrDefault(s => s.Code == check.Source) is { } source)
        {
            var facts = await FoundAsync(source, household, all, catalogue, cancellation);
            await record.RunAsync(catalogue, household, facts, from, reason, cancellation);
        }

        // What is already saved of this round, and what this transaction holds.
        var round = await office.Context.CaseChecks.Where(c => c.CaseId == taken.Id && c.Round == check.Round).ToListAsync(cancellation);
        if (round.TrueForAll(c => c.State is CheckState.Clear or CheckState.Found))
            await record.MeansCheckedAsync(household, from, reason, cancellation);
    }

    /// <summary>
    /// A person's facts as they were answered; the household's as the sum over its members who were asked about. What is found of relatives
    /// outside it stays with the check: it is theirs and counts nowhere by itself.
    /// </summary>
    private async Task<List<EstablishedFact>> FoundAsync(CheckSource source, long household, SourceAnswers all, FactCatalogue catalogue, CancellationToken cancellation)
    {
        var facts = new List<EstablishedFact>();
        var members = all.Answers.Where(a => a.Key > 0).ToList();
        foreach (var fact in CheckFile.FactsOf(source, catalogue))
        {
            if (fact.OfHousehold)
            {
                var said = members.Where(a => a.Value.Facts.ContainsKey(fact.Code)).Select(a => a.Value.Facts[fact.Code]).ToList();
                if (said.Count > 0)
                    facts.Add(new EstablishedFact(fact, null, said.Contains(null) ? null : said.Sum(), source.Code));
                else if (source.ClearIsNone && await HoldsAsync(fact, household, null, cancellation))
                    facts.Add(new EstablishedFact(fact, null, 0, source.Code));
                continue;
            }

            foreach (var (person, answer) in members)
            {
                if (answer.Facts.TryGetValue(fact.Code, out var value))
                    facts.Add(new EstablishedFact(fact, person, value, source.Code));
                else if (answer.State == CheckState.Clear && source.ClearIsNone && await HoldsAsync(fact, household, person, cancellation))
                    facts.Add(new EstablishedFact(fact, person, 0, source.Code));
            }
        }

        return facts;
    }

    /// <summary>"No record" is put on record only against something that stands there: otherwise the day of the check says it.</summary>
    private Task<bool> HoldsAsync(Fact fact, long household, long? person, CancellationToken cancellation)
    {
        var (id, today) = ((short)fact.Id, office.Today);
        return person is null
            ? office.Context.HouseholdFacts.AnyAsync(f => f.HouseholdId == household && f.Fact == id && f.Value != 0 && (f.ValidTo == null || f.ValidTo > today), cancellation)
            : office.Context.PersonFacts.AnyAsync(f => f.PersonId == person && f.Fact == id && f.Value != 0 && (f.ValidTo == null || f.ValidTo > today), cancellation);
    }

    private static FormattableString NameOf(CheckState state) => state switch
    {
        CheckState.Clear => $"无记录",
        CheckState.Found => $"有记录",
        _ => $"未能核对",
    };
}
