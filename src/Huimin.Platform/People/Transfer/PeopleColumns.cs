using Huimin.Platform.Files;
using Huimin.Policies;

namespace Huimin.Platform.People.Transfer;

/// <summary>What a column of a file of people says.</summary>
internal enum ColumnRole
{
    Ignored,
    HouseholdKey,
    Region,
    Address,
    Hukou,
    MeansCheckedOn,
    Name,
    CitizenId,
    Sex,
    BirthDate,
    Relation,
    MemberSince,
    DiedOn,
    Phone,
    BankAccount,
    Fact,
}

/// <summary>A column with the two names under which a header may give it.</summary>
internal sealed record PeopleColumn(ColumnRole Role, string Code, string Name, Fact? Fact = null)
{
    /// <summary>Whether its values are sealed in the database, and masked wherever else they appear.</summary>
    public bool IsSealed => Role is ColumnRole.CitizenId or ColumnRole.Phone or ColumnRole.BankAccount or ColumnRole.Address;
}

/// <summary>The columns that files of people may have: identity, the household and every fact of the catalogue.</summary>
internal static class PeopleColumns
{
    private static readonly PeopleColumn Ignored = new(ColumnRole.Ignored, "", "");

    private static readonly PeopleColumn[] Standing =
    [
        new(ColumnRole.HouseholdKey, "household_key", "户编号"),
        new(ColumnRole.Region, "region", "区划代码"),
        new(ColumnRole.Address, "address", "住址"),
        new(ColumnRole.Hukou, "hukou", "户籍性质"),
        new(ColumnRole.MeansCheckedOn, "means_checked_on", "核对日期"),
        new(ColumnRole.Name, "name", "姓名"),
        new(ColumnRole.CitizenId, "citizen_id", "身份证号"),
        new(ColumnRole.Sex, "sex", "性别"),
        new(ColumnRole.BirthDate, "birth_date", "出生日期"),
        new(ColumnRole.Relation, "relation", "与户主关系"),
        new(ColumnRole.MemberSince, "member_since", "入户日期"),
        new(ColumnRole.DiedOn, "died_on", "死亡日期"),
        new(ColumnRole.Phone, "phone", "联系电话"),
        new(ColumnRole.BankAccount, "bank_account", "银行账号"),
    ];

    private static readonly ColumnRole[] Required =
        [ColumnRole.HouseholdKey, ColumnRole.Region, ColumnRole.Address, ColumnRole.Hukou, ColumnRole.Name, ColumnRole.Relation];

    /// <summary>Every column, in the order of an export.</summary>
    public static IReadOnlyList<PeopleColumn> All(FactCatalogue facts) =>
    [
        .. Standing,
        .. facts.Household.Concat(facts.Member).Where(f => !f.Identity)
            .Select(f => new PeopleColumn(ColumnRole.Fact, f.Code, f.Name, f)),
    ];

    /// <summary>Reads the header at which <paramref name="csv"/> stands; a column without a name is ignored.</summary>
    /// <exception cref="CannotRunException">An unknown, repeated or missing column; all of them are named.</exception>
    public static PeopleColumn[] Read(CsvReader csv, FactCatalogue facts)
    {
        var known = new Dictionary<string, PeopleColumn>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in All(facts))
        {
            known.TryAdd(column.Code, column);
            known.TryAdd(column.Name, column);
        }

        foreach (var fact in facts.Household.Concat(facts.Member).Where(f => f.Identity && known.ContainsKey(f.Code)))
            known.TryAdd(fact.Name, known[fact.Code]);

        var columns = new PeopleColumn[csv.Count];
        var unknown = new List<string>();
        for (var i = 0; i < columns.Length; i++)
        {
            var name = Cells.Unprotected(csv[i].Trim(), out _).ToString();
            columns[i] = name.Length == 0 ? Ignored : known.GetValueOrDefault(name, Ignored);
            if (name.Length > 0 && columns[i] == Ignored)
                unknown.Add(name.Length > 40 ? name[..40] + "…" : name);
        }

        if (unknown.Count > 0)
            throw new CannotRunException($"首行有不认识的列：{Texts.List(unknown)}。可用的列：{Texts.List(known.Keys)}。");
        var twice = columns.Where(c => c != Ignored).GroupBy(c => c.Code).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (twice.Count > 0)
            throw new CannotRunException($"首行有重复的列：{Texts.List(twice)}。");
        RequireAll(columns);
        return columns;
    }

    private static void RequireAll(PeopleColumn[] columns)
    {
        var missing = Required.Where(role => !Has(role)).ToList();
        if (!Has(ColumnRole.CitizenId))
            missing.AddRange(((ColumnRole[])[ColumnRole.Sex, ColumnRole.BirthDate]).Where(role => !Has(role)));
        if (missing.Count == 0)
            return;
        var names = missing.Select(role => Standing.First(c => c.Role == role)).Select(c => Texts.English ? c.Code : c.Name);
        throw new CannotRunException($"首行缺少的列：{Texts.List(names)}。");

        bool Has(ColumnRole role) => columns.Any(c => c.Role == role);
    }
}
