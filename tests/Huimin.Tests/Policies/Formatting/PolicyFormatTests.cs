using System.Text;
using System.Text.RegularExpressions;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Formatting;

public sealed partial class PolicyFormatTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(ShippedPolicies.Root, "*.yaml", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(ShippedPolicies.Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void Of_ShippedFile_IsFormatted(string file) => Format(Read(file), file).ShouldBe(Read(file), $"run: huimin policy format");

    /// <summary>Whatever was done to the layout of a file, the same text comes out again.</summary>
    [Theory, MemberData(nameof(Files))]
    public void Of_DamagedLayout_GivesTheSameTextAgain(string file)
    {
        var text = Format(Read(file), file);
        for (var seed = 0; seed < 40; seed++)
        {
            var damaged = Damage(text, new Random(seed));
            Format(damaged, file).ShouldBe(text, $"seed {seed}:\n{damaged}");
        }
    }

    [Fact]
    public void Of_DamagedPack_ReadsAsTheSamePolicies()
    {
        var random = new Random(7);
        var damaged = ShippedPolicies.Linyi.Files.ToDictionary(f => f.Key, f => Damage(f.Value, random));
        var formatted = damaged.ToDictionary(f => f.Key, f => Format(f.Value, f.Key));
        var (before, after) = (Pack(damaged), Pack(formatted));
        PackDiff.Between(before, after).Changes.ShouldBeEmpty();
        PackTest.Run(after).Examples.Select(e => e.Passed).ShouldAllBe(passed => passed);
        before.Hash.ShouldNotBe(after.Hash);
    }

    [Fact]
    public void Of_Comments_StayWithWhatTheyAreAbout() => Format("""
        # About the file.

        name_en:   A city   # in English
        # The name.
        name: '某市'
        zones:   # two of them


            zone2: {rest: true,
              name: 二类区, name_en: "Zone 2"}   # the rest
            # The first zone.
            zone1:
                counties:   ["371302",  '371311']
                name_en: Zone 1
                # Its name.
                name: 一类区
        region:   "3713"
        # The end.
        """, "city/layer.yaml").ShouldBe("""
        # The name.
        name: 某市
        # About the file.

        name_en: A city # in English
        region: "3713"
        zones: # two of them
          zone2: {name: 二类区, name_en: Zone 2, rest: true} # the rest
          # The first zone.
          zone1:
            # Its name.
            name: 一类区
            name_en: Zone 1
            counties: ["371302", "371311"]
        # The end.

        """);

    [Fact]
    public void Of_CommentsAndBracketsInLists_KeepsAll() => Format("""
        programme: aid
        require:
        # First.
        -   else: 不符合
            # The condition.
            that:   "a = 1" # now
            else_en: 'Not: met'
        - {that: b,   # in brackets
           else: 否, else_en: No}
        law:
          -   某办法
          - {to: 2020-01-01, cite: 旧办法}
        define:
          long: >-
              max(a,
                  b)
          nothing:
        """, "city/aid.yaml").ShouldBe("""
        programme: aid
        law:
          - 某办法
          - {cite: 旧办法, to: 2020-01-01}

        define:
          long: >-
            max(a,
                b)
          nothing:

        require:
          # First.
          # The condition.
          - that: a = 1 # now
            else: 不符合
            else_en: "Not: met"
          - that: b # in brackets
            else: 否
            else_en: No

        """);

    [Fact]
    public void Of_WrongYaml_GivesTheErrorAndNoText()
    {
        var (text, errors) = PolicyFormat.Of("policies/city/aid.yaml", "programme: [aid\nname: x\n");
        text.ShouldBeNull();
        errors.ShouldHaveSingleItem().ToString().ShouldStartWith("policies/city/aid.yaml:");
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(ShippedPolicies.Root, file));

    private static string Format(string text, string file)
    {
        var (formatted, errors) = PolicyFormat.Of(file, text);
        errors.ShouldBeEmpty(string.Join('\n', errors));
        PolicyFormat.Of(file, formatted!).Text.ShouldBe(formatted, "formatting twice changes nothing");
        return formatted!;
    }

    private static PolicyPack Pack(Dictionary<string, string> files)
    {
        var reading = PolicyPack.Read(PolicyFiles.InMemory(files), "linyi");
        reading.Errors.ShouldBeEmpty(string.Join('\n', reading.Errors));
        return reading.Pack!;
    }

    /// <summary>Other indentation, blanks, line ends, quotation marks and broken lines; what the text says stays.</summary>
    private static string Damage(string text, Random random)
    {
        var step = random.Next(1, 4);
        var damaged = new StringBuilder();
        var inBlock = -1;
        foreach (var line in text.Split('\n'))
        {
            var depth = line.Length - line.TrimStart(' ').Length;
            var (indent, rest) = (new string(' ', depth * step), line.TrimStart(' '));
            if (inBlock >= 0 && depth <= inBlock && rest.Length > 0)
                inBlock = -1;
            if (inBlock >= 0)
            {
                damaged.Append(indent).Append(rest).Append('\n');
                continue;
            }
            var key = Key().Match(rest);
            if (rest.StartsWith("- ", StringComparison.Ordinal))
                rest = "-" + new string(' ', 2 * step - 1) + rest[2..];
            if (key.Success && random.Next(3) == 0 && Bare().IsMatch(key.Groups["value"].Value))
                rest = rest[..^key.Groups["value"].Value.Length] + $"'{key.Groups["value"].Value.Replace("'", "''", StringComparison.Ordinal)}'";
            else if (key.Success && random.Next(3) == 0)
                rest = rest[..^key.Groups["value"].Value.Length] + new string(' ', random.Next(4)) + key.Groups["value"].Value;
            if (rest.EndsWith('}') && (rest.StartsWith("- {", StringComparison.Ordinal) || (key.Success && key.Groups["value"].Value.StartsWith('{'))) && !rest.Contains('"', StringComparison.Ordinal) && random.Next(2) == 0)
                rest = rest.Replace(", ", random.Next(2) == 0 ? ",\n" + indent + new string(' ', 3 * step + 1) : ",   ", StringComparison.Ordinal);
            if (rest is ['#', ..] || !rest.Contains('#', StringComparison.Ordinal))
                rest += new string(' ', random.Next(3));
            damaged.Append(indent).Append(rest).Append('\n');
            if (BlockSign().IsMatch(rest))
                inBlock = depth;
        }
        var result = damaged.ToString().TrimEnd('\n', ' ') + (random.Next(2) == 0 ? "\n" : "\n\n\n");
        // A blank line more where there is one.
        result = Regex.Replace(result, "\n\n", _ => random.Next(2) == 0 ? "\n\n\n" : "\n\n", RegexOptions.None, TimeSpan.FromSeconds(1));
        return random.Next(4) == 0 ? "\ufeff" + result.Replace("\n", "\r\n", StringComparison.Ordinal) : result;
    }

    [GeneratedRegex("^(?:- +)?[a-z0-9_]+: (?<value>[^ ].*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    /// <summary>A text that may stand in quotation marks or not: no number, no bracket, no comment.</summary>
    [GeneratedRegex(@"^(?!true$|false$|null$|no$|on$|yes$)[\p{L}(][^#""]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bare();

    [GeneratedRegex(@": +[>|][-+]? *$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlockSign();
}
