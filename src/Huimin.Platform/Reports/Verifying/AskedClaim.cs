using Huimin.Platform.Indicators;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Claims;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>A claim with the place and time that it is held against.</summary>
/// <param name="Claim">As the text makes it; without a rule where nothing can test it.</param>
/// <param name="Region">12-digit code of the division that it is about.</param>
/// <param name="YearBefore">The time that a change is told against.</param>
/// <param name="Places">The parts of the region, by their codes.</param>
internal sealed record AskedClaim(Claim Claim, long Region, Period Period, Period YearBefore, IReadOnlyDictionary<long, string> Places)
{
    /// <summary>What the ledger has to answer for it.</summary>
    public IEnumerable<FigureAsked> Wanted => Claim.Rule switch
    {
        null => [],
        ChangeOf change => [new(change.Code, Region, Period), new(change.Code, Region, YearBefore)],
        SpreadOf spread => from code in spread.Codes from place in Places.Keys select new FigureAsked(code, place, Period),
        { } rule => rule.Codes.Select(code => new FigureAsked(code, Region, Period)),
    };
}
