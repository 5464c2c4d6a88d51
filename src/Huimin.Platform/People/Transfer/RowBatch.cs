using System.Threading.Channels;
using Huimin.Platform.Files;

namespace Huimin.Platform.People.Transfer;

/// <summary>Some thousand checked rows in the order of the file, good ones and refused ones.</summary>
internal sealed class RowBatch
{
    private const int Size = 16_384;

    /// <summary>A good row, or the errors of a refused one.</summary>
    public List<(PersonRow? Row, IReadOnlyList<RowError> Errors)> Rows { get; } = new(Size);

    /// <summary>Bytes of the file read so far.</summary>
    public long Position { get; private set; }

    public IReadOnlyList<PersonRow> Good => [.. Rows.Where(r => r.Row is not null).Select(r => r.Row!)];

    /// <summary>Reads and checks the whole file into a channel; runs on a thread of its own.</summary>
    public static async Task ReadAllAsync(PeopleFile people, Stream file, ChannelWriter<RowBatch> batches, CancellationToken cancellation)
    {
        try
        {
            var batch = new RowBatch();
            while (people.Next(out var row, out var errors))
            {
                batch.Rows.Add((row, errors));
                if (batch.Rows.Count < Size)
                    continue;
                batch.Position = file.Position;
                await batches.WriteAsync(batch, cancellation);
                batch = new RowBatch();
            }

            batch.Position = file.Position;
            await batches.WriteAsync(batch, cancellation);
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
            throw;
        }
    }
}
