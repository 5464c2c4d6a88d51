using Huimin.Policies;

namespace Huimin.Tests.Policies;

/// <summary>The repository's policies, and folders of policies made for one test.</summary>
internal static class ShippedPolicies
{
    public static string Root { get; } = FindRoot();

    public static PolicyPack Linyi { get; } = Read(Root, "linyi");

    public static PolicyPack Read(string root, string layer)
    {
        var reading = PolicyPack.Read(root, layer);
        reading.Errors.ShouldBeEmpty(string.Join(Environment.NewLine, reading.Errors));
        return reading.Pack!;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Huimin.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "policies");
    }
}

/// <summary>A folder <c>policies</c> with the real facts, a layer <c>city</c> and the files of the test; deleted at the end.</summary>
internal sealed class PolicyFolder : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("huimin-policies-").FullName;

    public PolicyFolder()
    {
        Root = Path.Combine(parent, "policies");
        Write("facts.yaml", File.ReadAllText(Path.Combine(ShippedPolicies.Root, "facts.yaml")));
        Write("city/layer.yaml", "name: 某市\nname_en: A city\n");
    }

    public string Root { get; }

    public PolicyFolder Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>The errors as they are printed.</summary>
    public IReadOnlyList<string> Errors(string layer = "city") => [.. PolicyPack.Read(Root, layer).Errors.Select(e => e.ToString())];

    public PolicyPack Pack(string layer = "city") => ShippedPolicies.Read(Root, layer);

    public void Dispose() => Directory.Delete(parent, recursive: true);

    /// <summary>A benefit <c>aid</c> of households; the parts replace or add to its text.</summary>
    public static string Aid(string parameters = "", string define = "  plain: wage_sum", string require = "rooms = 1", string amount = "standard", string unit = "household", string head = "", string round = "fen") => $$"""
        programme: aid
        name: 救助
        name_en: Aid
        kind: benefit
        unit: {{unit}}
        law: 某办法 第一条
        {{(head.Length == 0 ? "" : head + "\n")}}line: social_assistance
        parameters:
          standard:
            name: 标准
            name_en: Standard
            type: yuan/month
            values:
              - {from: 2020-01-01, law: 某通知, value: 600}
        {{parameters}}
        define:
          rooms: "{{(unit == "household" ? "dwellings" : "household.dwellings")}}"
          wage_sum: "sum(members: wage)"
        {{define}}
        require:
          - that: "{{require}}"
            else: 不符合
            else_en: Not met
        amount: "{{amount}}"
        round: {{round}}
        examples:
          - name: 例
            month: 2025-03
            household: {region: 371302001001, members: [{id: a, birth_date: 1980-01-01}]}
            expect: {{(unit == "household" ? "{eligible: true}" : "{member: a, eligible: true}")}}

        """;
}
