using System.CommandLine;
using Huimin.Platform.Files;
using Huimin.Platform.Regions;

namespace Huimin.Web.Commands;

/// <summary><c>huimin regions import</c>.</summary>
internal static class RegionCommands
{
    public static Command Create() => new("regions", "The divisions of a city.") { Import() };

    private static Command Import()
    {
        var command = new Command("import", "Brings a city's divisions up to a file with the columns code,level,name; all or nothing.");
        var file = new Argument<string>("FILE") { Description = "CSV of one city and everything below it." };
        var from = new Option<DateOnly?>("--from") { Description = "Day from which the file holds, as 2026-11-01. Default: today; for a new city, from the beginning." };
        var errorFile = new Option<string?>("--errors") { Description = "Where wrong rows go. Default: FILE.errors.csv" };
        var city = new CityOptions().AddTo(command);
        command.Arguments.Add(file);
        command.Options.Add(from);
        command.Options.Add(errorFile);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            var errorPath = parsed.GetValue(errorFile) ?? path + ".errors.csv";
            await using var database = city.Open(parsed);
            await using var stream = File.OpenRead(path);
            using var errors = new RowErrors(errorPath);
            var result = await new ImportRegions(database, TimeProvider.System).RunAsync(stream, city.Key(parsed), errors, parsed.GetValue(from), cancellation);
            if (result.Rejected > 0)
                errors.Keep();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { city = result.City.Value, result.Rows, result.Rejected, result.Added, result.Renamed, result.Closed, result.Unchanged, households_in_closed = result.HouseholdsInClosed });
            else if (result.Rejected > 0)
                Console.WriteLine($"{result.Rejected} of {result.Rows} rows are wrong and nothing was written; see {errorPath}");
            else
                Console.WriteLine($"{result.Rows} divisions: {result.Added} new, {result.Renamed} renamed, {result.Closed} closed, {result.Unchanged} unchanged; {result.HouseholdsInClosed} households stand in closed villages");
            return result.Rejected > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }
}
