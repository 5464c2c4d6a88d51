using System.Globalization;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.People;
using Huimin.Platform.People.Transfer;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Inquiry;

/// <summary>Records what was seen at the home or declared by the family 登记情况; it holds from the first day of the month of application.</summary>
public sealed class RecordCaseFacts(CaseOffice office, RecordFacts facts, PolicyLibrary policies)
{
    /// <summary>Codes of the sources that an officer may name.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["home_visit", "declared"];

    /// <param name="entered">What was entered, by the field's name (<see cref="FactQuestion.Field"/>); what is empty was not established.</param>
    /// <exception cref="CannotRunException">A value is none, nothing changes, or the case does not allow it.</exception>
    public async Task RunAsync(long id, Sent sent, string source, IReadOnlyDictionary<string, string> entered, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entered);
        if (!Sources.Contains(source))
            throw new CannotRunException($"请选择情况的来源：入户调查或者本人申报。");
        if (await office.OpenAsync(id, sent, CaseAction.RecordFacts, cancellation) is not { } file)
            return;
        if (file.Record.HouseholdId is not { } household)
            throw new CannotRunException($"还没有关联家庭，不能登记情况。");
        var catalogue = policies.Require(Month.Of(office.Today)).Facts;
        var established = entered.Where(e => e.Value.Trim().Length > 0).Select(e => Read(catalogue, e.Key, e.Value.Trim(), source)).ToList();
        await using var transaction = await office.Context.Database.BeginTransactionAsync(cancellation);
        var changed = await facts.RunAsync(catalogue, household, established, TakeAnswers.HoldsFrom(file.Record), string.Create(CultureInfo.InvariantCulture, $"case:{id}"), cancellation);
        if (changed.Count == 0)
            throw new CannotRunException($"没有改动，不用保存。");
        var people = changed.Select(c => c.PersonId).OfType<long>().Distinct().ToList();
        var names = await office.Context.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        // Which, and not what: the values stand with the family.
        var note = string.Join('；', changed.GroupBy(c => c.PersonId).Select(g => $"{(g.Key is { } person ? names[person] : Texts.In(false, $"全户"))}：{string.Join('、', g.Select(c => c.Fact.Name))}"));
        await office.SaveAsync(file, CaseEventKind.FactsRecorded, file.Record.Step, note.Length > CaseOffice.LongestNote ? note[..CaseOffice.LongestNote] : note, sent, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static EstablishedFact Read(FactCatalogue catalogue, string field, string text, string source)
    {
        if (field.Split('-') is not ["f", var number, var whose] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || !long.TryParse(whose, NumberStyles.None, CultureInfo.InvariantCulture, out var person))
            throw new CannotRunException($"页面不完整，请重新打开再办。");
        var fact = (person == 0 ? catalogue.Household : catalogue.Member).FirstOrDefault(f => f.Id == code) ?? throw new CannotRunException($"页面不完整，请重新打开再办。");
        if (CellValues.ReadFact(fact, text, out var value) is { } problem)
            throw new CannotRunException($"“{Texts.Pick(fact.Name, fact.NameEn)}”：{problem}。");
        return new EstablishedFact(fact, person == 0 ? null : person, value, source);
    }
}
