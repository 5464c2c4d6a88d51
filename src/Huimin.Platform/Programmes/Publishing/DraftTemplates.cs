using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>What a new file begins with: text that the reader of policies accepts, to be changed where it says so.</summary>
public static class DraftTemplates
{
    /// <summary>Own values of parameters that a farther layer declares.</summary>
    public static string Override(string code) => $"programme: {code}\noverride: parameters\nparameters: {{}}\n";

    /// <summary>A small complete programme: an amount for each person from an age on, with an example.</summary>
    /// <param name="region">Division in which the family of the example lives, 12 digits.</param>
    public static string Programme(string code, string name, Month start, long region)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).ReplaceLineEndings(" ");
        return $$"""
            programme: {{code}}
            name: "{{name}}"
            name_en: {{code.Replace('_', ' ')}}
            line: {{BusinessLine.All[0].Code}} # {{string.Join(" | ", BusinessLine.All.Select(l => l.Code))}}
            kind: benefit
            unit: person
            law: 请写设立这个项目的文件

            parameters:
              standard:
                name: 标准
                name_en: Standard
                type: yuan/month
                values:
                  - {from: {{start}}-01, law: 请写定标准的文件, value: 100}
              from_age:
                name: 起始年龄
                name_en: From age
                type: count
                values:
                  - {from: {{start}}-01, law: 请写定年龄的文件, value: 80}

            require:
              - that: age >= from_age
                else: "{age}岁，未满{from_age}岁"
                else_en: At age {age}, younger than {from_age}

            amount: standard
            round: fen

            examples:
              - name: 年满80周岁，每月100元
                month: {{start}}
                household: {region: {{region}}, members: [{id: a, birth_date: {{start.Year - 81}}-01-01}]}
                expect: {member: a, amount: 100.00}

            """;
    }
}
