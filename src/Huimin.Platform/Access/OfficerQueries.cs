using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access;

public static class OfficerQueries
{
    extension(IQueryable<Officer> officers)
    {
        /// <exception cref="CannotRunException">There is no such officer.</exception>
        public async Task<Officer> NamedAsync(string name, CancellationToken cancellation) =>
            await officers.FirstOrDefaultAsync(o => o.Name == name, cancellation) ?? throw new CannotRunException($"没有工作人员{name}。");
    }
}
