using System.CommandLine;
using System.Text;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin people import|export</c>.</summary>
internal static class PeopleCommands
{
    public static Command Create() => new("people", "The people and households of a city.") { Import(), Export() };

    private static Command Import()
    {
        var command = new Command("import", "Imports people, households and facts from a CSV; good rows are written, every bad row goes to the error file.");
        var file = new Argument<string>("FILE") { Description = "CSV or tab-separated text in UTF-8, UTF-16 or GB18030; the first line names the columns." };
        var errorFile = new Option<string?>("--errors") { Description = "Where bad rows go: line, column, value, reason. Default: FILE.errors.csv" };
        var month = new Option<Month?>("--month") { Description = "Month from which the file holds, as 2026-11. Default: this month.", CustomParser = MonthOption.Parse };
        var city = new CityOptions().AddTo(command);
        command.Arguments.Add(file);
        command.Options.Add(errorFile);
        command.Options.Add(month);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            var errorPath = parsed.GetValue(errorFile) ?? path + ".errors.csv";
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var errors = new RowErrors(errorPath);
            var import = new ImportPeople(database, CityOptions.Facts(), TimeProvider.System);
            var result = await import.RunAsync(stream, parsed.GetValue(month), errors, Terminal.Progress(), cancellation);
            errors.Keep();
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(ToJson(result, errors, errorPath));
            else
                Print(result, errors, errorPath);
            return result.Rejected > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static Command Export()
    {
        var command = new Command("export", "Writes people, households and the facts of today as the CSV that import reads.");
        var output = new Option<string?>("--output") { Description = "File to write. Default: standard output." };
        var city = new CityOptions().AddTo(command);
        var region = RegionOption.AddTo(command, "Only this division, such as 371302.");
        command.Options.Add(output);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var export = new ExportPeople(database, CityOptions.Facts(), TimeProvider.System);
            if (parsed.GetValue(output) is not { } path)
            {
                await using var console = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
                await export.RunAsync(console, parsed.GetValue(region), null, cancellation);
                return Cli.Done;
            }

            using var file = new WholeFile(path);
            var result = await export.RunAsync(file.Text, parsed.GetValue(region), Terminal.Progress(), cancellation);
            file.Keep();
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { result.Households, result.Persons, output = path });
            else
                Console.WriteLine($"{Terminal.Number(result.Persons)} people of {Terminal.Number(result.Households)} households in {path}");
            return Cli.Done;
        }));
        return command;
    }

    private static object ToJson(PeopleImport result, RowErrors errors, string errorPath) => new
    {
        result.Encoding,
        result.Rows,
        result.Added,
        result.Changed,
        result.Unchanged,
        result.Rejected,
        result.HouseholdsAdded,
        result.FactsWritten,
        errors = errors.Count,
        errors_file = errorPath,
        seconds = Math.Round(result.Elapsed.TotalSeconds, 2),
        rows_per_second = Math.Round(result.Rows / result.Elapsed.TotalSeconds),
    };

    private static void Print(PeopleImport result, RowErrors errors, string errorPath)
    {
        Console.WriteLine($"{Terminal.Number(result.Rows)} rows ({result.Encoding}): {Terminal.Number(result.Added)} new, {Terminal.Number(result.Changed)} changed, {Terminal.Number(result.Unchanged)} unchanged, {Terminal.Number(result.Rejected)} refused; {result.Elapsed.TotalSeconds:0.0} s");
        if (result.Rejected == 0)
            return;
        foreach (var error in errors.First.Take(5))
            Console.WriteLine($"  line {error.Line}, {error.Column}: {error.Reason}");
        Console.WriteLine($"All {Terminal.Number(errors.Count)} errors are in {errorPath}");
    }
}
