using System.Globalization;

namespace Huimin.Policies;

/// <summary>Reads the examples of a policy file.</summary>
internal sealed class ExampleReader(FactCatalogue facts, IReadOnlyList<Programme> programmes, IReadOnlySet<string> unread, ErrorList errors)
{
    private readonly Dictionary<string, Programme> byCode = programmes.ToDictionary(p => p.Code, StringComparer.Ordinal);

    public IEnumerable<Example> Read(string programme, YamlMap file)
    {
        var list = file.Entries.FirstOrDefault(e => e.Key.Text == "examples").Value as YamlList;
        var owner = byCode.GetValueOrDefault(programme);
        return owner is null || list is null ? [] : [.. list.Items.OfType<YamlMap>().Select(m => Example(owner, m)).OfType<Example>()];
    }

    private Example? Example(Programme programme, YamlMap map)
    {
        var before = errors.Count;
        var fields = new Fields(map, errors);
        var name = fields.Text("name", required: true);
        var monthText = fields.Text("month", required: true);
        var month = default(Month);
        if (monthText is not null && !Month.TryParse(monthText.Text, out month))
            errors.Add(monthText.Place, $"'{monthText.Text}' is not a month; write it as 2026-11");
        var set = Overrides(fields.Map("set", required: false));
        var family = fields.Map("household", required: true) is { } household ? Family(household) : null;
        if (fields.Map("inputs", required: false) is { } inputs && family is not null)
            Inputs(programme, inputs, family);
        var paid = Paid(fields.Map("paid", required: false));
        var expectations = new List<Expectation>();
        var expect = fields.Map("expect", required: true);
        var also = fields.Map("also", required: false);
        fields.Done();
        if (family is not null && expect is not null)
            Expect(programme, expect, family, expectations, paid.Count > 0);
        foreach (var (code, value) in also?.Entries ?? [])
        {
            if (unread.Contains(code.Text))
                continue;
            if (byCode.GetValueOrDefault(code.Text) is not { } other)
                errors.Add(code.Place, $"there is no programme '{code.Text}'{Suggestion.For(code.Text, programmes.Select(p => p.Code))}");
            else if (value is not YamlMap wanted)
                errors.Add(value.Place, "what is expected must be a mapping");
            else if (family is not null)
                Expect(other, wanted, family, expectations, hasPaid: false);
        }
        return errors.Count > before ? null : new Example(programme.Code, name!.Text, map.Place, month, set, family!, paid, expectations);
    }

    private Dictionary<Month, Money> Paid(YamlMap? map)
    {
        var paid = new Dictionary<Month, Money>();
        foreach (var (key, value) in map?.Entries ?? [])
        {
            if (!Month.TryParse(key.Text, out var month))
                errors.Add(key.Place, $"'{key.Text}' is not a month; write it as 2026-11");
            else if (value is not YamlText text)
                errors.Add(value.Place, "what was paid for a month is one amount");
            else if (Amount(text) is { } sum)
                paid[month] = sum;
        }
        return paid;
    }

    private Money? Amount(YamlText text)
    {
        if (decimal.TryParse(text.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) && yuan * 100 == decimal.Truncate(yuan * 100) && yuan < 1_000_000_000)
            return Money.FromYuan(yuan);
        errors.Add(text.Place, $"'{text.Text}' is not an amount of yuan");
        return null;
    }

    private List<ParameterOverride> Overrides(YamlMap? map)
    {
        var set = new List<ParameterOverride>();
        foreach (var (name, value) in map?.Entries ?? [])
        {
            try
            {
                set.Add(ParameterOverride.Of(name.Text, value is YamlText text ? text.Text : ""));
                if (!unread.Contains(set[^1].Programme))
                    Check(set[^1]);
            }
            catch (PolicyException e)
            {
                errors.Add(name.Place, e.Message);
            }
        }
        return set;
    }

    private void Check(ParameterOverride set)
    {
        var programme = byCode.GetValueOrDefault(set.Programme)
            ?? throw new PolicyException($"there is no programme '{set.Programme}'{Suggestion.For(set.Programme, programmes.Select(p => p.Code))}");
        var parameter = programme.Parameters.FirstOrDefault(p => p.Code == set.Parameter)
            ?? throw new PolicyException($"'{set.Programme}' has no parameter '{set.Parameter}'{Suggestion.For(set.Parameter, programme.Parameters.Select(p => p.Code))}");
        set.Apply(parameter, new ParameterCell?[parameter.PartCount * parameter.CellsPerPart]);
    }

    private WrittenFamily Family(YamlMap map)
    {
        var family = new WrittenFamily(facts);
        foreach (var (key, value) in map.Entries)
        {
            if (key.Text == "members" && value is YamlList members)
                Members(family, members);
            else if (value is not YamlText text)
                errors.Add(value.Place, $"'{key.Text}' has one value");
            else if ((key.Text == "region" ? family.SetRegion(text.Text) : family.Set(key.Text, text.IsNull ? null : text.Text, ofHousehold: true)) is { } mistake)
                errors.Add(key.Place, mistake);
        }
        if (family.RegionCode == 0)
            errors.Add(map.Place, "'region:' is missing");
        family.Complete();
        return family;
    }

    private void Members(WrittenFamily family, YamlList members)
    {
        var taken = members.Items.OfType<YamlMap>().Select(GivenId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (index, item) in members.Items.Index())
        {
            if (item is not YamlMap member)
            {
                errors.Add(item.Place, "a member is a mapping of facts");
                continue;
            }
            if (family.AddMember(GivenId(member) ?? family.AutomaticId(index, taken)) is { } wrong)
            {
                errors.Add(member.Place, wrong);
                return;
            }
            foreach (var (key, value) in member.Entries.Where(e => e.Key.Text != "id"))
            {
                if (value is not YamlText text)
                    errors.Add(value.Place, $"'{key.Text}' has one value");
                else if (family.Set(key.Text, text.IsNull ? null : text.Text, ofHousehold: false) is { } mistake)
                    errors.Add(key.Place, mistake);
            }
        }
    }

    private void Inputs(Programme programme, YamlMap inputs, WrittenFamily family)
    {
        foreach (var (key, value) in inputs.Entries)
        {
            if (programme.OfHousehold || key.Text != "members" || value is not YamlMap members)
            {
                Input(programme, key, value, -1, family);
                continue;
            }
            foreach (var (id, said) in members.Entries)
            {
                if (family.FindMember(id.Text, out var member) is { } unknown)
                    errors.Add(id.Place, unknown);
                else if (said is not YamlMap ofMember)
                    errors.Add(said.Place, "what a member's application says is a mapping of inputs");
                else
                    foreach (var (code, given) in ofMember.Entries)
                        Input(programme, code, given, member, family);
            }
        }
    }

    private void Input(Programme programme, YamlText code, YamlValue value, int member, WrittenFamily family)
    {
        if (value is not YamlText text)
            errors.Add(value.Place, $"'{code.Text}' has one value");
        else if (family.SetInput(programme, code.Text, text.IsNull ? null : text.Text, member) is { } mistake)
            errors.Add(code.Place, mistake);
    }

    private static string? GivenId(YamlMap member) => (member.Entries.FirstOrDefault(e => e.Key.Text == "id").Value as YamlText)?.Text;

    private void Expect(Programme programme, YamlMap map, WrittenFamily family, List<Expectation> expectations, bool hasPaid)
    {
        var fields = new Fields(map, errors);
        if (fields.Map("members", required: false) is { } members)
        {
            foreach (var (id, value) in members.Entries)
                if (value is YamlMap wanted)
                    expectations.Add(Expectation(programme, new Fields(wanted, errors), Member(programme, id, family), hasPaid));
                else
                    errors.Add(value.Place, "what is expected must be a mapping");
            fields.Done();
            return;
        }
        var member = fields.Text("member", required: !programme.OfHousehold);
        expectations.Add(Expectation(programme, fields, member is null ? -1 : Member(programme, member, family), hasPaid));
    }

    private int Member(Programme programme, YamlText id, WrittenFamily family)
    {
        var unknown = family.FindMember(id.Text, out var member);
        if (programme.OfHousehold)
            errors.Add(id.Place, $"'{programme.Code}' is for households, not for a member");
        else if (unknown is not null)
            errors.Add(id.Place, unknown);
        return member;
    }

    private Expectation Expectation(Programme programme, Fields fields, int member, bool hasPaid)
    {
        var eligible = fields.Choice<OutcomeStatus?>("eligible", required: false, null, ("true", OutcomeStatus.Eligible), ("false", OutcomeStatus.NotEligible));
        var status = fields.Choice("status", required: false, eligible,
            ("eligible", OutcomeStatus.Eligible), ("not_eligible", OutcomeStatus.NotEligible), ("undetermined", OutcomeStatus.Undetermined));
        var amount = fields.Text("amount", required: false) is { } text ? Amount(text) : null;
        Money? Settled(string name)
        {
            if (fields.Text(name, required: false) is not { } sum)
                return null;
            if (!hasPaid)
                errors.Add(sum.Place, $"'{name}:' needs 'paid:', what the programme paid for earlier months");
            return Amount(sum);
        }

        var (arrears, overpaid) = (Settled("arrears"), Settled("overpaid"));
        var until = fields.Text("valid_until", required: false);
        if (until is not null && !Month.TryParse(until.Text, out _))
            errors.Add(until.Place, $"'{until.Text}' is not a month; write it as 2026-11");
        var task = fields.Text("task", required: false)?.Text;
        var reason = fields.Text("reason", required: false)?.Text;
        var missing = fields.Has("missing") ? fields.Texts("missing", required: false).Select(m => m.Text).ToList() : null;
        var values = new List<(string, string)>();
        foreach (var (name, value) in fields.Map("values", required: false)?.Entries ?? [])
        {
            if (!programme.Definitions.Any(d => d.Code == name.Text))
                errors.Add(name.Place, $"'{programme.Code}' defines no '{name.Text}'{Suggestion.For(name.Text, programme.Definitions.Select(d => d.Code))}");
            values.Add((name.Text, (value as YamlText)?.Text ?? ""));
        }
        if (status is null && amount is null && arrears is null && overpaid is null && values.Count == 0)
            errors.Add(fields.Place, "an example expects 'eligible:', 'status:' or 'amount:'");
        fields.Done();
        return new Expectation(programme, member, status, amount, reason, missing, values) { Arrears = arrears, Overpaid = overpaid, ValidUntil = until?.Text, Task = task };
    }
}
