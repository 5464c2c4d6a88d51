using System.Threading.Channels;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.People.Transfer;

/// <summary>Reads a file of people batch by batch, fits the good rows to what is held and passes on what is to be written.</summary>
internal sealed class ComparePeople(PeopleFile people, Stream file, Database database, PeopleChanges changes, Sealer sealer, DateOnly day, bool isEmpty, RowErrors errors)
{
    /// <summary>Larger batches live longer and cost the garbage collector more; smaller ones cost round trips.</summary>
    private const int RowsABatch = 4_096;

    private readonly int[] outcomes = new int[3];

    /// <summary>Rows that ended so.</summary>
    public int Count(RowOutcome outcome) => outcomes[(int)outcome];

    /// <summary>Goes through the whole file; a failure reaches the reader of the channel.</summary>
    public async Task RunAsync(ChannelWriter<PeopleChangeBatch> batches, CancellationToken cancellation)
    {
        try
        {
            var rows = new List<(PersonRow? Row, IReadOnlyList<RowError> Errors)>(RowsABatch);
            while (Read(rows))
            {
                var held = isEmpty
                    ? HeldPeople.None
                    : await HeldPeople.LoadAsync(database, [.. rows.Select(r => r.Row).OfType<PersonRow>()], day, cancellation);
                Take(rows, held);
                var batch = changes.Finish(file.Position);
                batch.BeginSealing(sealer);
                await batches.WriteAsync(batch, cancellation);
            }

            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }

    private bool Read(List<(PersonRow? Row, IReadOnlyList<RowError> Errors)> rows)
    {
        rows.Clear();
        people.BeginBatch();
        while (rows.Count < RowsABatch && people.Next(out var row, out var problems))
            rows.Add((row, problems));
        return rows.Count > 0;
    }

    private void Take(List<(PersonRow? Row, IReadOnlyList<RowError> Errors)> rows, HeldPeople held)
    {
        foreach (var (row, problems) in rows)
        {
            foreach (var problem in problems)
                errors.Add(problem);
            if (row is null)
                continue;
            if (changes.Take(row, held, out var outcome) is { } refusal)
                errors.Add(refusal);
            else
                outcomes[(int)outcome]++;
        }
    }
}
