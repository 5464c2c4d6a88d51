namespace Huimin.Platform.Registers;

/// <summary>A column of a register's files: the same for import and export.</summary>
/// <param name="Code">As the header has it in exports; a header may also have the name in either language.</param>
public sealed record EntryColumn(string Code, FormattableString Name, Field? Field)
{
    /// <summary>Columns that an import takes, in the order of the template.</summary>
    public static IReadOnlyList<EntryColumn> Of(RegisterType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var columns = new List<EntryColumn>();
        if (type.Subject != RegisterSubject.Neither)
        {
            columns.Add(type.Subject == RegisterSubject.Person ? new EntryColumn("person", $"人员编号或证件号码", null) : new EntryColumn("person", $"家庭编号", null));
        }
        else
        {
            columns.Add(new EntryColumn("region", $"区划代码", null));
            columns.Add(new EntryColumn("name", type.Named.Label, null));
        }

        columns.Add(new EntryColumn("opened", $"起始日期", null));
        if (type.Validity != Validity.Unlimited)
            columns.Add(new EntryColumn("expires", $"有效期至", null));
        columns.AddRange(type.Fields.Select(f => new EntryColumn(f.Code, f.Label, f)));
        return columns;
    }

    public bool IsCalled(string header) => header == Code || header == Texts.In(false, Name) || header == Texts.In(true, Name);
}
