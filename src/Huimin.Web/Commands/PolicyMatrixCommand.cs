using System.CommandLine;
using System.Globalization;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin policy matrix</c>: which programmes can be had together.</summary>
internal static class PolicyMatrixCommand
{
    public static Command Create()
    {
        var command = new Command("matrix", Texts.Of($"叠加与互斥表：哪些项目可以同时享受，依据什么。"));
        var layer = new Option<string>("--layer") { Description = Texts.Of($"用哪个地方的政策。"), DefaultValueFactory = _ => "linyi" };
        command.Options.Add(layer);
        var folder = PolicyCommands.Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(parsed => Cli.GuardAsync(() =>
        {
            var matrix = StackingMatrix.Of(CityOptions.Policies(parsed.GetRequiredValue(layer), parsed.GetRequiredValue(folder)));
            if (parsed.GetValue(json))
                Console.WriteLine(PolicyDocument.Write(matrix.ToJson()));
            else
                Print(matrix);
            return Task.FromResult(Cli.Done);
        }));
        return command;
    }

    private static void Print(StackingMatrix matrix)
    {
        if (matrix.Overlaps.Count == 0)
        {
            Terminal.Say($"这套政策没有写明项目之间的关系。");
            return;
        }

        var names = matrix.Programmes.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1} {Texts.Pick(p.Name, p.NameEn)}")).ToList();
        var width = names.Max(Terminal.Width) + 2;
        Console.WriteLine(Terminal.Left("", width) + string.Concat(matrix.Programmes.Select((_, i) => Terminal.Left((i + 1).ToString(CultureInfo.InvariantCulture), 5))));
        foreach (var (i, row) in matrix.Programmes.Index())
            Console.WriteLine((Terminal.Left(names[i], width) + string.Concat(matrix.Programmes.Select(column => Terminal.Left(row == column ? "·" : Sign(matrix.Cell(row, column)), 5)))).TrimEnd());
        Console.WriteLine();
        foreach (var overlap in matrix.Overlaps)
            Console.WriteLine($"{overlap.Sentence(Texts.English)}{(overlap.Law.Count > 0 ? $"（{string.Join("、", overlap.Law)}）" : "")}{(overlap.Note is { } note ? $" {Texts.Pick(note, overlap.NoteEn!)}" : "")}");
    }

    private static string Sign(IReadOnlyList<ProgrammeOverlap> cell) => cell.Count == 0 ? "" : cell[0].Rule switch
    {
        OverlapRule.OtherWins => Texts.Of($"互斥"),
        OverlapRule.Higher => Texts.Of($"就高"),
        OverlapRule.Difference => Texts.Of($"补差"),
        OverlapRule.Stack => Texts.Of($"叠加"),
        OverlapRule.Requires => Texts.Of($"前提"),
        _ => Texts.Of($"选择"),
    };
}
