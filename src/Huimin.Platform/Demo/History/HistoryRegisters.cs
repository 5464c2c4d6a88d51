using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Registers;

namespace Huimin.Platform.Demo.History;

/// <summary>The registers of a demo city in earlier years, figure by figure.</summary>
internal sealed class HistoryRegisters(HistoryEntries entries)
{
    private static readonly string[] Kinds = ["entries", "people", "recipients", "records", "children", "titles", "places", "states"];

    /// <summary>Of a share, so many that its digits can be told.</summary>
    private const int LeastOfShare = 20;

    private readonly HashSet<long> known = [];

    public long NextId => entries.NextId;

    public int Count => entries.Entries.Count;

    /// <param name="missing">How much each figure lacks, in its smallest unit.</param>
    public async Task MakeAsync(
        IBulkWriter bulk, IReadOnlyList<HistoryFigure> figures, IReadOnlyDictionary<HistoryFigure, long> missing, IReadOnlyDictionary<(string Programmes, Period Period), IReadOnlyList<HistoryUnit>> held,
        HashSet<long> placed, CancellationToken cancellation)
    {
        List<HistoryFigure> own = [.. figures.Where(f => Kinds.Contains(f.Records))];
        await entries.ReadAsync(bulk, own.Select(f => f.Programmes), cancellation);
        foreach (var figure in own)
        {
            var type = entries.Type(figure.Programmes);
            var lacks = missing.GetValueOrDefault(figure);
            switch (figure.Records)
            {
                case "entries":
                    entries.Stand(type, figure.Period, lacks);
                    break;
                case "people":
                    var (least, most) = type.Sample!.People!.Ages;
                    entries.Stand(type, figure.Period, [.. Enumerable.Range(0, (int)lacks).Select(_ => entries.Somebody(figure.Period.End, least + 1, most - 1, known))]);
                    break;
                case "recipients":
                    entries.Stand(type, figure.Period, held.GetValueOrDefault((figure.Part, figure.Period), []).Where(u => u.Person is { } id && !placed.Contains(id))
                        .Take((int)lacks).Select(u => new HistoryApplicant(u.Region, u.Household, u.Person, u.Name)));
                    break;
                case "records":
                    Records(type, figure, lacks, (int)own.Where(f => f.Records == "children" && f.Programmes == figure.Programmes && f.Part == figure.Part && f.Period == figure.Period).Sum(f => missing.GetValueOrDefault(f)));
                    break;
                case "titles":
                    entries.Grant(type, figure.Period, lacks, figure.Fields, entries.Named(figure.Scope));
                    break;
                case "places":
                    foreach (var county in entries.Existing(type).Where(e => e.CanBeOlder(type)).DistinctBy(e => e.Region / 1_000_000).Take(entries.Counties(figure.Value)))
                        entries.Age(county, figure.Period);
                    break;
                case "states":
                    var whole = Math.Max(LeastOfShare, (int)(entries.Existing(type).Count / LeastOfShare) * LeastOfShare);
                    for (var i = 0; i < whole; i++)
                        entries.StandIn(type, figure.Period, entries.Somebody(figure.Period.End, 18, 70, known), i < (int)Math.Round(whole * figure.Value) ? figure.Part : null);
                    break;
            }
        }
    }

    public Task WriteAsync(IBulkWriter bulk, int batch, CancellationToken cancellation) => entries.WriteAsync(bulk, batch, cancellation);

    /// <summary>Records that come to a sum or a number; of a fund that gave, what it had before.</summary>
    /// <param name="children">How many different ones were helped by them.</param>
    private void Records(RegisterType type, HistoryFigure figure, long lacks, int children)
    {
        if (lacks == 0)
            return;
        var kind = type.FindRecord(figure.Part.Split(';')[0])!;
        var holder = entries.Holder(type, figure.Period, figure.Fields);
        var days = figure.Period.End.DayNumber - figure.Period.Start.DayNumber;
        var number = 1_000;
        if (kind.Money == MoneyDirection.Out)
            entries.Record(holder, type.Records.First(r => r.Money == MoneyDirection.In), number++, figure.Period.Start.AddDays(-20), lacks, null);
        var parts = kind.Money == MoneyDirection.Out ? Math.Max(1, children) : kind.Money == MoneyDirection.In ? 1 : (int)lacks;
        for (var i = 0; i < parts; i++)
        {
            long? fen = kind.Money == MoneyDirection.None ? null : (lacks * (i + 1) / parts) - (lacks * i / parts);
            entries.Record(holder, kind, number++, figure.Period.Start.AddDays((int)((long)days * i / parts)), fen, kind.Person is null ? null : entries.Somebody(figure.Period.End, 3, 16, known).Person);
        }
    }
}
