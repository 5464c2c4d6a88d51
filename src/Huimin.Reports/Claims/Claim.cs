using Huimin.Reports.Catalogue;

namespace Huimin.Reports.Claims;

/// <summary>That something holds of all, said without a number: 分散供养特困人员全部签订照料服务协议.</summary>
/// <param name="Quote">The clause, exactly as the original text has it.</param>
/// <param name="Offset">Where it begins in the original text, in UTF-16 characters.</param>
/// <param name="Period">Null when neither the text nor its reader says which.</param>
/// <param name="Rule">What it is measured by; null where the catalogue has nothing for it.</param>
public sealed record Claim(string Quote, int Offset, ReportPeriod? Period, ClaimRule? Rule);
