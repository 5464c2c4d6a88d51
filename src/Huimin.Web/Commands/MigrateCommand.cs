using System.CommandLine;

namespace Huimin.Web.Commands;

/// <summary><c>huimin migrate</c>: brings a database to this program's schema; the web program never does so by itself.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Creates or upgrades the schema of a city's database.");
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = city.Open(parsed);
            var before = await database.SchemaVersionAsync(cancellation);
            await database.MigrateAsync(cancellation);
            var after = await database.SchemaVersionAsync(cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { before, after });
            else
                Console.WriteLine(before == after ? $"{database.Description} is at schema {after} already." : $"{database.Description}: schema {before} → {after}.");
            return Cli.Done;
        }));
        return command;
    }
}
